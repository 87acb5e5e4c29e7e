package io.tcpdx.detect.ports;

import io.tcpdx.connection.CaptureTimes;
import io.tcpdx.connection.Endpoint;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.FindingBuilder;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** TIME_WAITs of one host toward one server and port; or, of a server, on one of its ports. */
final class TimeWaitGroup {
  private static final MathContext DIGITS = new MathContext(3);

  final int index;
  final int hostIndex;
  final Key key;
  final Evidence evidence = new Evidence();
  int entered;
  private final ConnectionRate rate = new ConnectionRate();

  /**
   * @param host address of who holds it
   * @param role which side of the connections that is
   * @param service the server's end of the connections
   */
  record Key(String host, Side role, Endpoint service) {}

  TimeWaitGroup(int index, int hostIndex, Key key) {
    this.index = index;
    this.hostIndex = hostIndex;
    this.key = key;
  }

  /**
   * One more, at that capture time in nanoseconds.
   *
   * @param times how the capture's times are to be read
   */
  void enter(long timeNs, long packet, CaptureTimes times) {
    entered++;
    rate.add(timeNs, times);
    evidence.add(timeNs, packet);
  }

  /** From the first to the last, how many came a second; null where that cannot be said. */
  @Nullable BigDecimal perSecond() {
    double perSecond = rate.perSecond();
    return perSecond <= 0 ? null : new BigDecimal(perSecond).round(DIGITS);
  }

  List<String> hosts() {
    return key.role() == Side.CLIENT
        ? List.of(key.host(), key.service().toString())
        : List.of(key.service().toString());
  }

  String where() {
    return key.role() == Side.CLIENT
        ? " toward " + key.service()
        : " on port " + key.service().port();
  }

  /** What can be done, at the side that holds them. */
  void advise(FindingBuilder finding) {
    if (key.role() == Side.CLIENT) {
      finding
          .advise(
              "At the client: keep connections to "
                  + key.service()
                  + " open and reuse them: each that it closes first keeps one of its ports from new"
                  + " connections there until TIME_WAIT is over.")
          .advise(
              "Or have the server close first, where the protocol allows: its TIME_WAIT takes no port"
                  + " of anybody. How near the ports are to running out, port-exhaustion-risk tells.");
    } else {
      finding
          .advise(
              "Nothing needs doing for their own sake: at a server TIME_WAIT takes a few hundred bytes"
                  + " of memory and no port. Only net.ipv4.tcp_max_tw_buckets limits it there.")
          .advise(
              "If there are to be fewer: have clients keep their connections, or close first."
                  + " tcp_tw_reuse does nothing for a server's TIME_WAIT, and tcp_tw_recycle broke"
                  + " clients behind NAT until Linux 4.12 removed it.");
    }
  }
}
