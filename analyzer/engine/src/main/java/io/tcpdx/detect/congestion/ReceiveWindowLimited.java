package io.tcpdx.detect.congestion;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.Pause;
import io.tcpdx.connection.SendLimit;
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
import io.tcpdx.detect.OnPause;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import java.util.EnumMap;
import java.util.Map;

/** A receiver whose window is too small for the path: the sender waits for room, not for ACKs. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "receive-window-limited",
    title = "Held by the receive window",
    reference = "RFC 9293 §3.8.6, RFC 7323 §2",
    requires = {Needs.HANDSHAKE, Needs.RTT},
    charges = {Cause.RECEIVE_WINDOW})
public final class ReceiveWindowLimited implements ConnectionDetector, OnPause {
  /** From this share of the time that the sender had data on, the window is what limits it. */
  private static final double MIN_SHARE = 0.2;

  /** Less in all goes unnoticed by people and programs. */
  private static final long MIN_LIMITED_NS = 10_000_000L;

  /** A window that held the sender once or twice may have been about to grow. */
  private static final int MIN_PAUSES = 3;

  /** From this share on a larger window is sure to be worth it. */
  private static final double WARNING_SHARE = 0.5;

  /** What a congestion window begins with (RFC 6928 §2). */
  private static final int USUAL_INITIAL_SEGMENTS = 10;

  /** The largest window without scaling (RFC 7323 §2.2). */
  private static final long MAX_UNSCALED_BYTES = 65_535;

  private final Map<Direction, Tally> tallies = new EnumMap<>(Direction.class);

  private static final class Tally {
    final Evidence evidence = new Evidence();
    boolean waited;
    long busyNs;
    long limitedNs;
    long closedNs;
    long pauses;

    /** Of the limited time, that in which all was acknowledged, and still there was no room. */
    long unreadNs;

    long windowBytes;
  }

  @Override
  public void onPause(Connection connection, Pause pause) {
    if (!pause.sameSender() || pause.limit() == SendLimit.APPLICATION) {
      return;
    }
    Tally tally = tallies.computeIfAbsent(pause.after(), direction -> new Tally());
    boolean first = !tally.waited && pause.limit() != SendLimit.NONE;
    tally.waited |= first;
    tally.busyNs += pause.durationNs();
    if (pause.limit() == SendLimit.ZERO_WINDOW) {
      tally.limitedNs += pause.durationNs();
      tally.closedNs += pause.durationNs();
    } else if (pause.limit() == SendLimit.RECEIVE_WINDOW
        && !(first && isInitialWindow(connection, pause))) {
      tally.limitedNs += pause.durationNs();
      tally.pauses++;
      long ackedNs = pause.ackedNs() < pause.startNs() ? pause.endNs() : pause.ackedNs();
      tally.unreadNs += Math.max(0, pause.endNs() - ackedNs - connection.fullRttNs());
      tally.windowBytes = Math.max(tally.windowBytes, pause.flightBytes());
      tally.evidence.add(pause.startNs(), pause.startPacket(), pause.endPacket());
    }
  }

  /** Whether the flight was all that a congestion window begins with: that was as full. */
  private static boolean isInitialWindow(Connection connection, Pause pause) {
    long usual = USUAL_INITIAL_SEGMENTS * connection.segmentSizeBytes(pause.after());
    return pause.slowStart() && pause.flightBytes() == usual;
  }

  @Override
  public void onEnd(
      Connection connection,
      ConnectionSummary summary,
      Charges charges,
      long captureEndNs,
      FindingSink findings) {
    tallies.forEach(
        (data, tally) -> {
          long roomNs = tally.limitedNs - tally.closedNs;
          boolean often = tally.pauses >= MIN_PAUSES && roomNs >= MIN_LIMITED_NS;
          if (often && roomNs >= MIN_SHARE * tally.busyNs) {
            findings.found(finding(connection, summary, charges, data, tally));
          }
        });
  }

  private static Finding finding(
      Connection connection,
      ConnectionSummary summary,
      Charges charges,
      Direction data,
      Tally tally) {
    double share = (double) tally.limitedNs / tally.busyNs;
    long roomNs = tally.limitedNs - tally.closedNs;
    Integer scale = summary.halfStream(data.opposite()).windowScale();
    boolean unscaled = scale == null;
    boolean unread = tally.unreadNs * 2 > roomNs;
    String sender = data.sender().noun();
    String receiver = data.receiver().noun();
    FindingBuilder finding =
        FindingBuilder.of(ReceiveWindowLimited.class)
            .connection(connection.id())
            .direction(data)
            .level(roomNs >= WARNING_SHARE * tally.busyNs ? Level.WARNING : Level.NOTE)
            .occurrences(1)
            .costNs(Math.min(roomNs, charges.ns(Cause.RECEIVE_WINDOW, data)))
            .share("limitedShare", share)
            .seconds("limitedSeconds", tally.limitedNs)
            .seconds("closedSeconds", tally.closedNs)
            .metric("cause", unread ? "reader" : "window")
            .metric("windowBytes", tally.windowBytes)
            .metric("neededBytes", null)
            .metric("windowScale", scale)
            .summary(
                "The "
                    + receiver
                    + "'s window of "
                    + Figures.bytes(tally.windowBytes)
                    + " held the "
                    + sender
                    + " for "
                    + Figures.duration(tally.limitedNs)
                    + ", "
                    + Figures.percent(share)
                    + " of the time that it had data to send"
                    + (unread
                        ? ": for "
                            + Figures.duration(tally.unreadNs)
                            + " of it all had been acknowledged, and its program had not read it."
                        : "."));
    if (unread) {
      finding.advise(
          "At the "
              + receiver
              + ": read what comes without waiting for other work, or make that work faster: the"
              + " program (or the device) takes in no more than it can; a larger window would only fill"
              + " as well.");
      return finding.build(tally.evidence);
    }
    if (unscaled && tally.windowBytes > MAX_UNSCALED_BYTES / 2) {
      finding.advise(
          "At the "
              + receiver
              + ": switch window scaling on (Linux: net.ipv4.tcp_window_scaling); without it no window is"
              + " larger than 64 kB.");
    }
    finding.advise(
        "At the "
            + receiver
            + ": remove SO_RCVBUF from the program so that the system sizes the buffer, raise the last"
            + " value of net.ipv4.tcp_rmem (Linux), and read what comes at once.");
    return finding.build(tally.evidence);
  }
}
