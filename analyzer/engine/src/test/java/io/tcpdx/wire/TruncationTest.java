package io.tcpdx.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tcpdx.capture.PacketFactoryFallback;
import io.tcpdx.wire.SampleFrames.Sample;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However short a frame was cut, there is a status, and nothing outside the frame is shown. */
final class TruncationTest {
  private final PacketDecoder decoder = new PacketDecoder(new PacketFactoryFallback());
  private final Packet packet = new Packet();
  private final Frame frame = new Frame();

  static List<Sample> samples() {
    return SampleFrames.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyCutOfASampleHasAStatus(Sample sample) {
    cutEverywhere(sample.name(), sample.frame());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleCutBeforeItsTransportHeaderEndsIsNotCalledOne(Sample sample) {
    byte[] bytes = sample.frame().bytes();
    int payload = sample.status() == DecodeStatus.TCP ? 5 + 12 : 4;
    for (int cut = 0; cut < bytes.length - payload - TcpView.FIXED_LENGTH; cut++) {
      assertThat(Decoded.cut(sample.frame().linkType(), cut, bytes.length, bytes).status())
          .as("%d bytes", cut)
          .isNotIn(DecodeStatus.TCP);
    }
  }

  @Test
  void everyCutOfEveryPublicCapturesPacketHasAStatus() {
    int cuts = 0;
    for (Path capture : PublicCaptures.files()) {
      for (CapturedFrame captured : CaptureFrames.read(capture)) {
        cuts += cutEverywhere(capture + " frame " + captured.number(), captured);
      }
    }
    assertThat(cuts).isGreaterThan(100_000);
  }

  private int cutEverywhere(String name, CapturedFrame captured) {
    ByteBuffer bytes = ByteBuffer.wrap(captured.bytes());
    int whole = captured.bytes().length;
    for (int cut = 0; cut <= whole; cut++) {
      decodeInside(name, captured, bytes, cut, captured.originalLength());
      // The same bytes as a frame that was that short on the wire.
      decodeInside(name, captured, bytes, cut, cut);
    }
    return 2 * whole + 2;
  }

  @SuppressWarnings("ReferenceEquality") // Which buffer it is, not what is in it.
  private void decodeInside(
      String name, CapturedFrame captured, ByteBuffer bytes, int cut, int original) {
    frame.set(bytes, 0, cut, original, captured.timeNs(), captured.linkType(), captured.number());
    DecodeStatus status = decoder.decode(frame, packet);
    if (status != DecodeStatus.TCP && status != DecodeStatus.UDP) {
      return;
    }
    // Datagrams put together from fragments stand in a buffer of their own.
    int end = packet.buffer() == bytes ? cut : packet.buffer().limit();
    int payloadEnd = packet.payloadOffset() + packet.payloadCapturedLength();
    if (packet.payloadCapturedLength() < 0
        || packet.payloadCapturedLength() > packet.payloadLength()
        || payloadEnd > end) {
      fail("%s cut to %d of %d: payload ends at %d", name, cut, original, payloadEnd);
    }
  }
}
