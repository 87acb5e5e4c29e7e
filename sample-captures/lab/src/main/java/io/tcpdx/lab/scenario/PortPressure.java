package io.tcpdx.lab.scenario;

import io.tcpdx.lab.program.PortReuses;
import io.tcpdx.lab.program.PortUse;
import io.tcpdx.lab.program.TimeWaitPeak;
import io.tcpdx.lab.scenario.Measured.Statement;
import io.tcpdx.lab.sys.SystemCallException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run did to the ports of its client, as far as it decides which findings must be there.
 *
 * @param timeWaits the most sockets in TIME_WAIT at once on one host; where nobody watched, an
 *     upper bound: as many as ever entered it
 * @param clientTimeWaits the same at the client, whose ports they take
 * @param reused pairs of ports used again within a TIME_WAIT
 * @param perSecond connections that the client made, over the time in which it made them
 * @param refusedPorts attempts for which the kernel had no port to give
 */
public record PortPressure(
    long timeWaits, long clientTimeWaits, long reused, double perSecond, long refusedPorts) {

  /** From so many on nobody would call it a few. */
  private static final long MANY_TIME_WAITS = 100;

  private static final long FEW_TIME_WAITS = 50;

  /** Linux's ephemeral ports (32768 to 60999), which who reads a capture must assume. */
  private static final double DEFAULT_PORTS = 28_232;

  private static final double TIME_WAIT_SECONDS = 60;

  /** More than the kernel can sustain: at this rate the ports run out within a TIME_WAIT. */
  private static final double TOO_MANY_PER_SECOND = DEFAULT_PORTS / TIME_WAIT_SECONDS;

  /** A tenth of the default range in TIME_WAIT shows that the rate was no blip. */
  private static final double NOTABLE_PORTS = DEFAULT_PORTS / 10;

  /** Reads it from a run. */
  static PortPressure of(Outcome outcome) {
    List<PortUse> uses = outcome.client().log().portUses();
    long client = timeWaits(outcome.client());
    return new PortPressure(
        Math.max(client, timeWaits(outcome.server())),
        client,
        PortReuses.of(uses).reused(),
        perSecond(uses),
        refusedPorts(uses));
  }

  private static long timeWaits(Outcome.Side side) {
    TimeWaitPeak peak = side.log().timeWaitPeak();
    return peak == null ? side.counters().get("TcpExtTW") : peak.sockets();
  }

  /** Connections per second from the first one's start to the last one's end; 0 without any. */
  public static double perSecond(List<PortUse> uses) {
    List<PortUse> connected = uses.stream().filter(PortUse::connected).toList();
    if (connected.isEmpty()) {
      return 0;
    }
    long endNs = connected.get(connected.size() - 1).endNs();
    return connected.size() * 1e9 / (endNs - connected.get(0).startNs());
  }

  /** How often connect(2) said EADDRNOTAVAIL. */
  public static long refusedPorts(List<PortUse> uses) {
    return uses.stream().filter(u -> u.errno() == SystemCallException.EADDRNOTAVAIL).count();
  }

  /** What follows for a finding about ports; null where the code is another's. */
  @Nullable Statement says(String code) {
    return switch (code) {
      case "time-wait-accumulation" -> accumulation();
      case "port-exhaustion-risk" -> exhaustion();
      case "port-reuse" -> reused > 0 ? Statement.PRESENT : Statement.ABSENT;
      default -> null;
    };
  }

  private Statement accumulation() {
    if (timeWaits >= MANY_TIME_WAITS) {
      return Statement.PRESENT;
    }
    return timeWaits < FEW_TIME_WAITS ? Statement.ABSENT : Statement.OPEN;
  }

  private Statement exhaustion() {
    if (clientTimeWaits >= NOTABLE_PORTS && perSecond > TOO_MANY_PER_SECOND) {
      return Statement.PRESENT;
    }
    // A range that is narrower than the default is known to the kernel and hardly to a capture.
    boolean far = clientTimeWaits < FEW_TIME_WAITS && refusedPorts == 0 && reused == 0;
    return far ? Statement.ABSENT : Statement.OPEN;
  }
}
