package io.tcpdx.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.wire.SampleFrames.Sample;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands around it, the segment inside comes out the same. */
final class SampleFramesTest {
  static List<Sample> samples() {
    return SampleFrames.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theSegmentInsideIsFound(Sample sample) {
    CapturedFrame frame = sample.frame();
    int length = frame.bytes().length;
    Decoded decoded = Decoded.cut(frame.linkType(), length, length, frame.bytes());

    assertThat(decoded.status()).isEqualTo(sample.status());
    if (sample.status() == DecodeStatus.TCP) {
      assertThat(decoded.tcp().sourcePort()).isEqualTo(50_000);
      assertThat(decoded.tcp().sequence()).isEqualTo(0x10203040);
      assertThat(decoded.packet().payloadLength()).isEqualTo(5);
      assertThat(decoded.payload()).isEqualTo("hello");
      assertThat(decoded.source()).isIn("192.0.2.1", "2001:db8::1");
      assertThat(decoded.packet().frameLength()).isEqualTo(length);
    }
  }
}
