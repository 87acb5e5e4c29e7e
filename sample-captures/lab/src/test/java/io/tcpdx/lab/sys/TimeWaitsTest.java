package io.tcpdx.lab.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TimeWaitsTest {

  /** As Linux prints them: listening, established, two in TIME_WAIT to ports 8000 and 8001. */
  private static final byte[] TABLE =
      """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         0: 00000000:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 9 1 0
         1: 0100070A:9C40 0200070A:1F40 01 00000000:00000000 00:00000000 00000000     0        0 8 1 0
         2: 0100070A:9C42 0200070A:1F40 06 00000000:00000000 03:000017A3 00000000     0        0 0 3 0
         3: 0100070A:9C44 0200070A:1F41 06 00000000:00000000 03:000017A3 00000000     0        0 0 3 0
      """
          .getBytes(StandardCharsets.US_ASCII);

  private static final byte[] TABLE_6 =
      """
        sl  local_address                         remote_address                        st tx_queue
         0: 000007FD000000000000000001000000:9C40 000007FD000000000000000002000000:1F40 06 00000000:00000000
      """
          .getBytes(StandardCharsets.US_ASCII);

  @Test
  void countsTimeWaitsByTheRemotePort() {
    TimeWaits timeWaits = new TimeWaits(false);
    assertThat(timeWaits.count(TABLE, TABLE.length)).isEqualTo(2);
    assertThat(timeWaits.toPort(8000)).isEqualTo(1);
    assertThat(timeWaits.toPort(8001)).isEqualTo(1);
  }

  @Test
  void atTheServerByTheLocalOne() {
    TimeWaits timeWaits = new TimeWaits(true);
    assertThat(timeWaits.count(TABLE, TABLE.length)).isEqualTo(2);
    assertThat(timeWaits.toPort(0x9C42)).isEqualTo(1);
    assertThat(timeWaits.toPort(8000)).isZero();
  }

  @Test
  void longAddressesCount() {
    TimeWaits timeWaits = new TimeWaits(false);
    assertThat(timeWaits.count(TABLE_6, TABLE_6.length)).isEqualTo(1);
    assertThat(timeWaits.toPort(8000)).isEqualTo(1);
  }

  @Test
  void whereTheTableIsCutDoesNotMatter() {
    for (int cut = 1; cut < TABLE.length; cut++) {
      TimeWaits timeWaits = new TimeWaits(false);
      byte[] rest = new byte[TABLE.length - cut];
      System.arraycopy(TABLE, cut, rest, 0, rest.length);
      int counted = timeWaits.count(TABLE, cut) + timeWaits.count(rest, rest.length);
      assertThat(counted).as("cut at " + cut).isEqualTo(2);
    }
  }
}
