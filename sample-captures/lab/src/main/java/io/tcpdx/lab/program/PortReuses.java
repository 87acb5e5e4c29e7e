package io.tcpdx.lab.program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often a client's program used a pair of ports again that it had used a short time before.
 *
 * @param reused attempts on a pair whose last connection had ended less than a TIME_WAIT before
 * @param accepted of these, the ones that connected
 * @param acceptedAtOnce of these, the ones in which the first SYN was enough
 */
public record PortReuses(int reused, int accepted, int acceptedAtOnce) {

  /** TCP_TIMEWAIT_LEN of Linux: the 60 seconds that no sysctl changes. */
  private static final long TIME_WAIT_NS = 60_000_000_000L;

  private record Ports(int local, int server) {}

  /** Reads it from the log of one client, who speaks with one server's address. */
  public static PortReuses of(List<PortUse> uses) {
    Map<Ports, Long> endsNs = new HashMap<>();
    int reused = 0;
    int accepted = 0;
    int acceptedAtOnce = 0;
    for (PortUse use : uses) {
      Ports ports = new Ports(use.localPort(), use.port());
      Long endNs = endsNs.get(ports);
      if (endNs != null && use.startNs() - endNs < TIME_WAIT_NS) {
        reused++;
        accepted += use.connected() ? 1 : 0;
        acceptedAtOnce += use.connected() && use.synsAgain() == 0 ? 1 : 0;
      }
      if (use.connected()) {
        endsNs.put(ports, use.endNs());
      }
    }
    return new PortReuses(reused, accepted, acceptedAtOnce);
  }

  /** Those that connect(2) reported as failed. */
  public int refused() {
    return reused - accepted;
  }
}
