package io.tcpdx.lab.link;

import static io.tcpdx.lab.link.SyntheticFrames.ACK;
import static io.tcpdx.lab.link.SyntheticFrames.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ResetSegmentTest {

  @Test
  void checksumsAddUpToAllOnes() {
    byte[] reply = ResetSegment.answer(Segment.of(tcp(ACK, 41, 9), false));
    ByteBuffer bytes = ByteBuffer.wrap(reply);
    assertThat(fold(sum(bytes, 0, 20))).isEqualTo(0xffff);
    assertThat(fold(sum(bytes, 12, 8) + 6 + 20 + sum(bytes, 20, 20))).isEqualTo(0xffff);
  }

  @Test
  void swapsEndsAndAcknowledgesThePayload() {
    byte[] reply = ResetSegment.answer(Segment.of(tcp(ACK, 41, 9), false));
    ByteBuffer bytes = ByteBuffer.wrap(reply);
    assertThat(bytes.getInt(12)).isEqualTo(0x0a070002);
    assertThat(bytes.getInt(16)).isEqualTo(0x0a070001);
    assertThat(bytes.getShort(20)).isEqualTo((short) 8000);
    assertThat(bytes.getShort(22)).isEqualTo((short) 1000);
    assertThat(bytes.getInt(24)).isEqualTo(7777);
    assertThat(bytes.getInt(28)).isEqualTo(50);
    assertThat(Segment.of(reply, false).isRst()).isTrue();
  }

  private static long sum(ByteBuffer bytes, int offset, int length) {
    long sum = 0;
    for (int i = offset; i < offset + length; i += 2) {
      sum += Short.toUnsignedInt(bytes.getShort(i));
    }
    return sum;
  }

  private static long fold(long sum) {
    return sum >> 16 == 0 ? sum : fold((sum & 0xffff) + (sum >> 16));
  }
}
