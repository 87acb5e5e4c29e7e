package io.tcpdx.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.capture.PacketFactoryFallback;
import io.tcpdx.wire.SampleFrames.Sample;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No bytes make the decoder throw, or show what is not in the frame. */
final class ArbitraryBytesTest {
  private final PacketDecoder decoder = new PacketDecoder(new PacketFactoryFallback());
  private final Packet packet = new Packet();
  private final Frame frame = new Frame();

  @Provide
  Arbitrary<Integer> linkTypes() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            0, 1, 9, 10, 12, 14, 50, 51, 101, 104, 105, 108, 113, 127, 143, 204, 228, 229, 239, 242,
            258, 276),
        Arbitraries.integers().between(0, 0xffff));
  }

  @Property(tries = 20_000)
  void anyBytesHaveAStatus(@ForAll("linkTypes") int linkType, @ForAll byte[] bytes) {
    decode(linkType, bytes);
  }

  @Provide
  Arbitrary<Sample> samples() {
    return Arbitraries.of(SampleFrames.all());
  }

  @Property(tries = 20_000)
  void aSampleWithDamagedBytesHasAStatus(
      @ForAll("samples") Sample sample, @ForAll List<Integer> damage) {
    byte[] bytes = sample.frame().bytes().clone();
    for (int bits : damage) {
      bytes[Math.floorMod(bits >> 8, bytes.length)] = (byte) bits;
    }
    decode(sample.frame().linkType(), bytes);
  }

  private void decode(int linkType, byte[] bytes) {
    frame.set(ByteBuffer.wrap(bytes), 0, bytes.length, bytes.length, 0, linkType, 1);
    check(decoder.decode(frame, packet));
    while (decoder.hasMore()) {
      check(decoder.decodeMore(packet));
    }
  }

  private void check(DecodeStatus status) {
    assertThat(status).isNotNull();
    if (status.undecoded()) {
      assertThat(Protocols.name(packet.protocol())).isNotBlank();
    }
    if (status == DecodeStatus.TCP || status == DecodeStatus.UDP) {
      assertThat(packet.payloadCapturedLength()).isBetween(0, packet.payloadLength());
      assertThat(packet.payloadOffset() + packet.payloadCapturedLength())
          .isLessThanOrEqualTo(packet.buffer().limit());
    }
  }
}
