package io.tcpdx.lab.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.lab.sys.SystemCallException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortReusesTest {

  private static final long SECOND_NS = 1_000_000_000L;

  private static PortUse use(int localPort, int port, double fromSeconds, double toSeconds) {
    return use(localPort, port, fromSeconds, toSeconds, 0, 0);
  }

  private static PortUse use(
      int localPort, int port, double fromSeconds, double toSeconds, int errno, int synsAgain) {
    long startNs = (long) (fromSeconds * SECOND_NS);
    long endNs = (long) (toSeconds * SECOND_NS);
    return new PortUse(localPort, port, startNs, endNs, errno, synsAgain);
  }

  @Test
  void onlyTheSamePairOfPortsIsReused() {
    PortReuses reuses =
        PortReuses.of(List.of(use(1, 8000, 0, 1), use(1, 8001, 2, 3), use(2, 8000, 4, 5)));
    assertThat(reuses).isEqualTo(new PortReuses(0, 0, 0));
  }

  @Test
  void aTimeWaitLaterItIsNoReuse() {
    assertThat(PortReuses.of(List.of(use(1, 8000, 0, 1), use(1, 8000, 60.9, 62))).reused())
        .isEqualTo(1);
    assertThat(PortReuses.of(List.of(use(1, 8000, 0, 1), use(1, 8000, 61, 62))).reused()).isZero();
  }

  @Test
  void theLastConnectionOfThePairCounts() {
    List<PortUse> uses = List.of(use(1, 8000, 0, 1), use(1, 8000, 50, 51), use(1, 8000, 100, 101));
    assertThat(PortReuses.of(uses)).isEqualTo(new PortReuses(2, 2, 2));
  }

  @Test
  void whatWasNotTakenAtOnceOrAtAllIsToldApart() {
    PortReuses reuses =
        PortReuses.of(
            List.of(
                use(1, 8000, 0, 1),
                use(1, 8000, 2, 3, 0, 1),
                use(1, 8000, 4, 5, SystemCallException.ETIMEDOUT, 0),
                use(1, 8000, 6, 7)));
    assertThat(reuses).isEqualTo(new PortReuses(3, 2, 1));
    assertThat(reuses.refused()).isEqualTo(1);
  }

  @Test
  void withoutAPortNothingWasUsed() {
    PortUse none = use(0, 8000, 0, 1, SystemCallException.EADDRNOTAVAIL, 0);
    assertThat(PortReuses.of(List.of(none, none, none)).reused()).isZero();
  }
}
