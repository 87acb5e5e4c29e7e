package io.tcpdx.lab.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CountersTest {

  private static final String BEFORE =
      "Tcp: InSegs OutSegs\nTcp: 10 12\nTcpExt: DelayedACKs TW\nTcpExt: 3 0\nIpExt: InPkts\nIpExt: 7\n";
  private static final String AFTER =
      "Tcp: InSegs OutSegs\nTcp: 15 12\nTcpExt: DelayedACKs TW\nTcpExt: 42 1\nIpExt: InPkts\nIpExt: 9\n";

  @Test
  void namesCountersAsNstatDoes() {
    Counters counters = Counters.parse(AFTER);
    assertThat(counters.get("TcpInSegs")).isEqualTo(15);
    assertThat(counters.get("TcpExtDelayedACKs")).isEqualTo(42);
    assertThat(counters.get("TcpExtNotInThisKernel")).isZero();
  }

  @Test
  void differenceKeepsTcpOnly() {
    Counters delta = Counters.parse(AFTER).since(Counters.parse(BEFORE));
    assertThat(delta.values())
        .containsEntry("TcpInSegs", 5L)
        .containsEntry("TcpOutSegs", 0L)
        .containsEntry("TcpExtDelayedACKs", 39L)
        .containsEntry("TcpExtTW", 1L)
        .hasSize(4);
  }

  @Test
  void refusesLinesThatDoNotPairUp() {
    assertThatThrownBy(() -> Counters.parse("Tcp: InSegs OutSegs\nTcp: 10\n"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Counters.parse("Tcp: InSegs\nUdp: 10\n"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Counters.parse("Tcp: InSegs\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
