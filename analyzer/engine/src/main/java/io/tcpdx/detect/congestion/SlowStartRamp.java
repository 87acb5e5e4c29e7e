package io.tcpdx.detect.congestion;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.HalfStreamSummary;
import io.tcpdx.connection.Ramp;
import io.tcpdx.detect.ConnectionDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import org.jspecify.annotations.Nullable;

/** A bulk transfer that began slowly: round trip by round trip it doubled what it had in flight. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "slow-start-ramp",
    title = "Slow start",
    reference = "RFC 5681 §3.1, RFC 6928, RFC 9406",
    requires = {Needs.HANDSHAKE, Needs.RTT},
    charges = {Cause.SLOW_START},
    overlaps = {"connection-not-reused"})
public final class SlowStartRamp implements ConnectionDetector {
  /** A first flight and one round more are what any transfer takes. */
  private static final int MIN_ROUNDS = 3;

  /** Less than so many initial windows is not bulk: the window hardly mattered. */
  private static final int MIN_INITIAL_WINDOWS = 2;

  /**
   * A first flight of full segments, but perhaps one with a head written by itself, is what the
   * window let go; anything else is what the program wrote. In per cent.
   */
  private static final int MIN_FULL_PERCENT = 90;

  /** A ramp that costs less goes unnoticed by people and programs. */
  private static final long MIN_COST_NS = 10_000_000L;

  /** Of the time in which the transfer was sent; in a long one the ramp drowns. One in so many. */
  private static final int MIN_SHARE_DIVISOR = 20;

  /** What every current system starts with (RFC 6928 §2): less is somebody's setting, or old. */
  private static final int USUAL_INITIAL_SEGMENTS = 10;

  private static final long NS_PER_SECOND = 1_000_000_000L;

  @Override
  public void onEnd(
      Connection connection,
      ConnectionSummary summary,
      Charges charges,
      long captureEndNs,
      FindingSink findings) {
    for (Direction direction : Direction.values()) {
      Ramp ramp = connection.halfStream(direction).slowStart().first();
      HalfStreamSummary sent = summary.halfStream(direction);
      Long window = sent.initialWindowBytes();
      Integer segments = sent.initialWindowSegments();
      if (ramp == null || window == null || segments == null) {
        continue;
      }
      if (isWindow(ramp, window, segments * connection.segmentSizeBytes(direction))) {
        long waitedNs = charges.ns(Cause.SLOW_START, direction, ramp.startNs(), ramp.endNs());
        long costNs = Math.min(waitedNs, savedNs(ramp));
        boolean noticed = costNs >= MIN_COST_NS && costNs * MIN_SHARE_DIVISOR >= ramp.transferNs();
        if (noticed) {
          findings.found(finding(connection, direction, ramp, window, segments, waitedNs, costNs));
        }
      }
    }
  }

  /**
   * Whether the first flight was a window, and not a message: full segments, and more to come for
   * several rounds.
   */
  private static boolean isWindow(Ramp ramp, long initialWindow, long fullBytes) {
    return initialWindow * 100 >= fullBytes * MIN_FULL_PERCENT
        && ramp.flightBytes(0) == initialWindow
        && ramp.rounds() >= MIN_ROUNDS
        && ramp.bytes() > MIN_INITIAL_WINDOWS * initialWindow
        && ramp.peakFlightBytes() >= MIN_INITIAL_WINDOWS * initialWindow;
  }

  /**
   * What a window for all of it from the start had saved at most: the time in slow start less what
   * its bytes take at the rate reached after it; where the transfer ended within, all of it up to
   * the last segment.
   */
  private static long savedNs(Ramp ramp) {
    if (!ramp.ended()) {
      return ramp.lastedNs();
    }
    long rate = ramp.bytesPerSecondAfter();
    long neededNs = rate == 0 ? 0 : Math.round((double) ramp.bytes() * NS_PER_SECOND / rate);
    return Math.max(0, ramp.lastedNs() - neededNs);
  }

  /** How much a round's flight is of the one before, on average up to the largest. */
  private static double growthFactor(Ramp ramp) {
    int peak = 0;
    for (int i = 1; i < ramp.flights(); i++) {
      peak = ramp.flightBytes(i) > ramp.flightBytes(peak) ? i : peak;
    }
    double growth = (double) ramp.flightBytes(peak) / ramp.flightBytes(0);
    return peak == 0 ? 1 : Math.pow(growth, 1.0 / peak);
  }

  private static Finding finding(
      Connection connection,
      Direction direction,
      Ramp ramp,
      long window,
      int segments,
      long waitedNs,
      long costNs) {
    boolean small = segments < USUAL_INITIAL_SEGMENTS;
    String sender = direction.sender().noun();
    Evidence evidence = new Evidence();
    evidence.add(ramp.startNs(), ramp.firstPacket(), ramp.lastPacket());
    FindingBuilder finding =
        FindingBuilder.of(SlowStartRamp.class)
            .connection(connection.id())
            .direction(direction)
            .level(small ? Level.WARNING : Level.NOTE)
            .costNs(costNs)
            .metric("initialWindowSegments", segments)
            .metric("initialWindowBytes", window)
            .metric("rounds", ramp.rounds())
            .share("growthFactor", growthFactor(ramp))
            .metric("peakFlightBytes", ramp.peakFlightBytes())
            .metric("peakBytesPerSecond", ramp.peakBytesPerSecond())
            .seconds("slowStartSeconds", ramp.lastedNs())
            .metric("endedBy", ramp.end().label())
            .summary(sentence(ramp, sender, segments, window, waitedNs, costNs));
    advise(finding, sender, small ? segments : null);
    return finding.build(evidence);
  }

  private static String sentence(
      Ramp ramp, String sender, int segments, long window, long waitedNs, long costNs) {
    String saved =
        costNs < waitedNs
            ? ", of which that window at once had saved " + Figures.duration(costNs)
            : "";
    return "The "
        + sender
        + " began with "
        + Figures.count(segments, "segment", "segments")
        + " ("
        + Figures.bytes(window)
        + ") and took "
        + ramp.rounds()
        + " rounds to "
        + Figures.bytes(ramp.peakFlightBytes())
        + " in flight, waiting "
        + Figures.duration(waitedNs)
        + " for ACKs meanwhile"
        + saved
        + "; "
        + ending(ramp)
        + ".";
  }

  private static String ending(Ramp ramp) {
    return switch (ramp.end()) {
      case LOSS -> "a loss ended it";
      case NO_GROWTH -> "it ended when the path gave no more";
      case RECEIVE_WINDOW -> "the receiver's window ended it";
      case APPLICATION -> "then there was nothing more to send for a while";
      case TRANSFER_END -> "the transfer was over before it was";
    };
  }

  private static void advise(FindingBuilder finding, String sender, @Nullable Integer segments) {
    if (segments != null) {
      finding.advise(
          "At the "
              + sender
              + ": an initial window of "
              + Figures.count(segments, "segment", "segments")
              + " is less than the usual 10 (RFC 6928); on Linux see `ip route show` for an initcwnd, and"
              + " remove it.");
    }
    finding.advise(
        "Keep the connection open and use it again: a window once grown stays grown"
            + (segments == null
                ? ", where the pauses are short or slow start after idle is off."
                : "."));
  }
}
