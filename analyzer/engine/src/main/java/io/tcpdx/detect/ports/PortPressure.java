package io.tcpdx.detect.ports;

import io.tcpdx.connection.CaptureTimes;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.Level;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client's use of its ports comes to, and what to do about it. */
final class PortPressure {
  private static final double NS_PER_SECOND = 1e9;
  private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_UP);

  /** From this share of the ports on, a limit is near. */
  private static final double NEAR_SHARE = 0.5;

  /**
   * Connections made faster than can go on are told of from this share on: fewer are a burst that
   * may be over. Measured: 3000 connections in 5 s, one after another over 0.4 ms, are 10.6 %.
   */
  private static final double TREND_SHARE = 0.1;

  private final PortUse use;
  private final PortRange range;
  private final int used;
  private final long peakNs;
  private final double sustainable;
  private final double share;
  private final boolean tooFast;
  private final boolean ranOut;

  PortPressure(PortUse use, PortRange range, int used, long peakNs, long timeWaitNs) {
    this.use = use;
    this.range = range;
    this.used = used;
    this.peakNs = peakNs;
    sustainable = range.size() * NS_PER_SECOND / timeWaitNs;
    share = (double) used / range.size();
    tooFast = use.recycled == 0 && use.perSecond() > sustainable;
    ranOut = use.recycled == 0 && used >= range.size();
  }

  boolean worthTelling() {
    return use.closesFirst() && (share >= NEAR_SHARE || (tooFast && share >= TREND_SHARE));
  }

  /** Ports that the client's kernel takes back out of TIME_WAIT do not run out for it. */
  private Level level() {
    if (use.recycled > 0) {
      return Level.NOTE;
    }
    return ranOut || (tooFast && share >= NEAR_SHARE) ? Level.ERROR : Level.WARNING;
  }

  /**
   * @param times how the capture's times are to be read
   */
  Finding finding(CaptureTimes times) {
    FindingBuilder finding =
        FindingBuilder.of(PortExhaustionRisk.class)
            .hosts(List.of(use.client, use.server.toString()))
            .level(level())
            .confidence(Confidence.LIKELY) // the range is the host's, and not in the capture
            .metric("portsUsed", used)
            .metric("portRange", range.toString())
            .metric("usedAt", Figures.moment(times.clockNs(peakNs)))
            .share("usedShare", Math.min(1, share))
            .metric("ratePerSecond", rounded(use.perSecond()))
            .metric("sustainablePerSecond", rounded(sustainable))
            .metric("secondsToExhaustion", secondsToExhaustion())
            .metric("recycled", use.recycled)
            .summary(sentence());
    advise(finding);
    return finding.build(use.evidence);
  }

  /** From the moment of the most ports in use, at the rate of the capture. */
  private @Nullable BigDecimal secondsToExhaustion() {
    if (ranOut) {
      return BigDecimal.ZERO;
    }
    return tooFast ? rounded((range.size() - used) / use.perSecond()) : null;
  }

  private static BigDecimal rounded(double value) {
    return new BigDecimal(value).round(DIGITS);
  }

  private String sentence() {
    StringBuilder words = new StringBuilder(use.client);
    words
        .append(" had ")
        .append(Figures.count(used))
        .append(" of its ")
        .append(Figures.count(range.size()));
    words.append(" local ports (").append(range).append(") in use at once toward ");
    words.append(use.server).append(", most of them in TIME_WAIT; it opens ");
    words
        .append(rounded(use.perSecond()).toPlainString())
        .append(" connections a second there, and ");
    words.append(rounded(sustainable).toPlainString()).append(" can go on");
    if (use.recycled > 0) {
      words.append("; its kernel took ").append(Figures.count(use.recycled));
      words.append(" ports back out of TIME_WAIT, so that they do not run out");
    } else if (ranOut) {
      words.append(": they have run out");
    } else if (tooFast) {
      double seconds = (range.size() - used) / use.perSecond();
      words.append(": they run out ");
      words.append(Figures.duration(Math.round(seconds * NS_PER_SECOND))).append(" later");
    }
    return words.append('.').toString();
  }

  private void advise(FindingBuilder finding) {
    finding
        .advise(
            "At the client: keep connections to "
                + use.server
                + " open and reuse them (a pool, HTTP keep-alive): one port then serves many requests.")
        .advise(
            "Or have the server close first, where the protocol allows: TIME_WAIT is then there, and"
                + " takes no port.");
    if (use.recycled == 0) {
      finding.advise(
          "At the client, which opens the connections: net.ipv4.tcp_tw_reuse=1 lets Linux take a port"
              + " back after a second of TIME_WAIT (the default, 2, does so on loopback only). It needs"
              + " timestamps at both ends"
              + (use.withoutTimestamps ? ", which these connections do not have" : "")
              + ", and does nothing for a server's TIME_WAIT. Never tcp_tw_recycle.");
    }
    finding
        .advise("A wider net.ipv4.ip_local_port_range at the client, such as 1024 65535.")
        .advise(
            "More addresses, at either side: each pair of them, with the server's port, has all the"
                + " client's ports to itself.");
  }
}
