package io.tcpdx.detect.congestion;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.HalfStreamSummary;
import io.tcpdx.connection.Retransmission;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.detect.OnRetransmission;
import io.tcpdx.detect.ReportsWhileOpen;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import java.util.EnumMap;
import java.util.Map;

/** Segments that were sent again: why, whether they had to be, and what waiting for them cost. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "retransmission",
    title = "Retransmission",
    reference = "RFC 9293 §3.8.1, RFC 5681 §3.2, RFC 6298, RFC 6675, RFC 8985",
    requires = {Needs.BOTH_DIRECTIONS},
    charges = {Cause.LOSS_RECOVERY},
    overlaps = {"connection-timed-out"})
public final class Retransmissions implements ReportsWhileOpen, OnRetransmission {
  /** As long as the lowest retransmission timeout in use (Linux): somebody noticed. */
  private static final long WARNING_COST_NS = 200_000_000L;

  /** From here on standard congestion control cannot fill a fast path (RFC 3649 §1). */
  private static final double WARNING_LOSS_SHARE = 0.01;

  /** A share of fewer lost segments than this says nothing. */
  private static final int MIN_LOST_FOR_SHARE = 10;

  private final Map<Direction, SentAgain> directions = new EnumMap<>(Direction.class);

  @Override
  public void onRetransmission(Connection connection, Retransmission retransmission) {
    directions
        .computeIfAbsent(retransmission.direction(), direction -> new SentAgain())
        .add(retransmission);
  }

  @Override
  public void onEnd(
      Connection connection,
      ConnectionSummary summary,
      Charges charges,
      long captureEndNs,
      FindingSink findings) {
    directions.forEach(
        (direction, again) -> {
          HalfStreamSummary half = summary.halfStream(direction);
          long costNs = charges.ns(Cause.LOSS_RECOVERY, direction);
          double lossShare = lossShare(connection, direction, again, half);
          boolean lossy = again.lost() >= MIN_LOST_FOR_SHARE && lossShare >= WARNING_LOSS_SHARE;
          Level level = lossy || costNs >= WARNING_COST_NS ? Level.WARNING : Level.NOTE;
          findings.found(
              SentAgainFinding.of(connection, direction, again, costNs, half, level, lossShare));
        });
  }

  /** What was lost of all segments that carried payload, full ones taken for granted. */
  private static double lossShare(
      Connection connection, Direction direction, SentAgain again, HalfStreamSummary half) {
    long full = half.payloadBytes() / Math.max(1, connection.segmentSizeBytes(direction));
    return (double) again.lost() / (Math.max(1, full) + again.segments);
  }
}
