package io.tcpdx.lab.link;

import static io.tcpdx.lab.link.SyntheticFrames.ACK;
import static io.tcpdx.lab.link.SyntheticFrames.SYN;
import static io.tcpdx.lab.link.SyntheticFrames.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SegmentTest {

  @Test
  void readsFlagsAndLengths() {
    Segment data = Segment.of(tcp(ACK, -1, 12), false);
    assertThat(data.isData()).isTrue();
    assertThat(data.payloadLength()).isEqualTo(12);
    assertThat(data.seq()).isEqualTo(0xffffffffL);
    assertThat(Segment.of(tcp(SYN, 1, 0), false).isSyn()).isTrue();
    assertThat(Segment.of(tcp(SYN | ACK, 1, 0), false).isSynAck()).isTrue();
    assertThat(Segment.of(tcp(SYN | ACK, 1, 0), false).isSyn()).isFalse();
  }

  @Test
  void skipsTheEthernetHeader() {
    byte[] ip = tcp(ACK, 5, 3);
    byte[] frame = new byte[14 + ip.length];
    System.arraycopy(ip, 0, frame, 14, ip.length);
    assertThat(Segment.of(frame, true).seq()).isEqualTo(5);
  }

  @Test
  void anyTruncationIsNoTcp() {
    byte[] frame = tcp(ACK, 5, 3);
    for (int length = 0; length < frame.length; length++) {
      assertThat(Segment.of(Arrays.copyOf(frame, length), false).isTcp()).isFalse();
    }
  }
}
