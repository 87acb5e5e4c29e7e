package io.tcpdx.story;

import io.tcpdx.connection.Act;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Figures;
import io.tcpdx.story.Moment.Kind;
import java.util.List;
import java.util.Locale;

/** Who waited for what before a segment, as far as it is known. */
final class WaitWords {
  /** Shorter waits fill a page without telling anything. */
  static final long MIN_TOLD_NS = 10_000_000L;

  private final long[] rttNs;

  /**
   * @param rttNs lowest RTT from the capture point, by the direction of the data, or -1
   */
  WaitWords(long[] rttNs) {
    this.rttNs = rttNs;
  }

  /** The waits that ended with that segment, in words. */
  List<String> before(Moment moment) {
    Side sender = moment.direction.sender();
    if (moment.delayedNs > 0) {
      return told(moment.delayedNs, "the " + name(sender) + " held this ACK back (delayed ACK)");
    }
    if (moment.nagleNs > 0) {
      return told(
          moment.nagleNs,
          "Nagle's algorithm held this segment at the "
              + name(sender)
              + " until the ACK in packet "
              + moment.releasedBy);
    }
    boolean data = moment.kind == Kind.DATA || moment.kind == Kind.DATA_AFTER_GAP;
    if (!data || moment.pauseNs < MIN_TOLD_NS) {
      return List.of();
    }
    return moment.turn || moment.pauseAfter == Act.ESTABLISH
        ? beforeTurn(moment, sender)
        : beforeNext(moment, sender);
  }

  private List<String> beforeTurn(Moment moment, Side sender) {
    long pathNs = moment.turn ? rttNs[moment.direction.opposite().index()] : 0;
    long waitedNs = moment.pauseNs - pathNs;
    boolean asked = moment.pauseAfter == Act.DATA || moment.pauseAfter == Act.ESTABLISH;
    if (pathNs < 0 || waitedNs < MIN_TOLD_NS || !asked) {
      return List.of();
    }
    String program = "the " + name(sender) + "'s program";
    return told(
        waitedNs,
        sender == Side.SERVER && moment.pauseAfter == Act.DATA
            ? program + " had not answered yet"
            : program + " had nothing to say");
  }

  private static List<String> beforeNext(Moment moment, Side sender) {
    String who = "the " + name(sender);
    String other = "the " + name(sender.opposite());
    return switch (moment.limit) {
      case APPLICATION -> told(moment.pauseNs, who + " sent nothing, though it could have");
      case CONGESTION_WINDOW ->
          told(
              moment.pauseNs,
              who
                  + " waited for ACKs, its congestion window being "
                  + (moment.slowStart ? "small as yet" : "full"));
      case RECEIVE_WINDOW ->
          told(moment.pauseNs, who + " waited for room in " + other + "'s window");
      case ZERO_WINDOW -> told(moment.pauseNs, other + "'s window was closed");
      case NONE, UNKNOWN -> List.of();
    };
  }

  private static List<String> told(long ns, String what) {
    return List.of(Figures.duration(ns) + ": " + what);
  }

  static String name(Side side) {
    return side.name().toLowerCase(Locale.ROOT);
  }
}
