package io.tcpdx.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tcpdx.wire.SampleFrames.Sample;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoding allocates nothing, whatever the frame. */
final class AllocationTest {
  private static final int ROUNDS = 10_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final PacketDecoder decoder = new PacketDecoder(LinkFallback.NONE);
  private final Packet packet = new Packet();
  private final Frame frame = new Frame();
  private long decoded;
  private long checksum;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void steadyStateAllocatesNothing(boolean direct) {
    List<CapturedFrame> frames = new ArrayList<>();
    List<ByteBuffer> buffers = new ArrayList<>();
    for (Sample sample : SampleFrames.all()) {
      byte[] bytes = sample.frame().bytes();
      frames.add(sample.frame());
      buffers.add(
          direct
              ? ByteBuffer.allocateDirect(bytes.length).put(bytes).clear()
              : ByteBuffer.wrap(bytes));
    }
    addFragmentedSegment(frames, buffers);
    decodeRounds(frames, buffers);

    decoded = 0;
    long allocated = Long.MAX_VALUE;
    for (int pass = 0;
        pass < 3;
        pass++) { // the least: what the JIT does meanwhile is not the decoder's
      long before = threads.getCurrentThreadAllocatedBytes();
      decodeRounds(frames, buffers);
      allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - before);
    }

    assertThat(decoded).isGreaterThan(100_000);
    assertThat(checksum).isNotZero();
    assertThat(allocated).isZero();
  }

  /** Once their buffer is there, fragments are put together without allocation too. */
  private static void addFragmentedSegment(List<CapturedFrame> frames, List<ByteBuffer> buffers) {
    String segment = SampleFrames.TCP + "00".repeat(3);
    byte[] bytes = Hex.bytes(segment);
    String first = java.util.HexFormat.of().formatHex(bytes, 0, 24);
    String second = java.util.HexFormat.of().formatHex(bytes, 24, bytes.length);
    for (String fragment :
        List.of(
            SampleFrames.ipv4Fragment(0, true, first),
            SampleFrames.ipv4Fragment(24, false, second))) {
      byte[] packetBytes = Hex.bytes(fragment);
      frames.add(new CapturedFrame(packetBytes, packetBytes.length, 0, LinkTypes.RAW, 1));
      buffers.add(ByteBuffer.wrap(packetBytes));
    }
  }

  private void decodeRounds(List<CapturedFrame> frames, List<ByteBuffer> buffers) {
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < frames.size(); i++) {
        CapturedFrame captured = frames.get(i);
        ByteBuffer bytes = buffers.get(i);
        int length = bytes.capacity();
        frame.set(bytes, 0, length, length, round, captured.linkType(), ++decoded);
        if (decoder.decode(frame, packet) == DecodeStatus.TCP) {
          checksum += packet.tcp().sequence() + packet.payloadLength();
        }
      }
    }
  }
}
