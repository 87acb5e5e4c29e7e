package io.tcpdx.connection;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the values that outlive a connection. */
final class ConnectionSummarizer {
  /** A side that answers faster than this is where the capture was taken. */
  private static final long NEGLIGIBLE_RTT_NS = 1_000_000L;

  /** The same as a part of the whole path's RTT: one in this many. */
  private static final int NEGLIGIBLE_RTT_DIVISOR = 20;

  /**
   * On a short path, where all is negligible, the nearer end takes less than one part in this many.
   */
  private static final int NEARER_RTT_DIVISOR = 4;

  private ConnectionSummarizer() {}

  static ConnectionSummary summarize(Connection connection, long captureEndNs) {
    return new ConnectionSummary(
        connection.id,
        connection.key.endpoint(connection.clientIsKeysFirst),
        connection.key.endpoint(!connection.clientIsKeysFirst),
        connection.roleCertain,
        connection.startNs,
        connection.endNs,
        connection.firstPacket,
        connection.lastPacket,
        connection.bothDirections(),
        connection.handshake.summary(connection.startNs, captureEndNs, connection.superseded),
        connection.close.summary(connection, captureEndNs),
        connection.reuse == null ? null : connection.reuse.summary(connection, captureEndNs),
        capturePoint(connection),
        connection.furtherViews().stream()
            .filter(view -> view.packets > 0)
            .map(View::summary)
            .toList(),
        halfStream(connection, Direction.CLIENT_TO_SERVER),
        halfStream(connection, Direction.SERVER_TO_CLIENT),
        captureEndNs,
        connection.stretch.times(),
        limitsHit(connection));
  }

  static CapturePoint capturePoint(Connection connection) {
    long server = connection.halfStream(Direction.CLIENT_TO_SERVER).rtt.minNs();
    long client = connection.halfStream(Direction.SERVER_TO_CLIENT).rtt.minNs();
    if (server < 0 || client < 0) {
      return CapturePoint.UNKNOWN;
    }
    long sum = server + client;
    long negligible = Math.max(NEGLIGIBLE_RTT_NS, sum / NEGLIGIBLE_RTT_DIVISOR);
    negligible = Math.min(negligible, sum / NEARER_RTT_DIVISOR);
    if (client <= negligible) {
      return CapturePoint.CLIENT;
    }
    return server <= negligible ? CapturePoint.SERVER : CapturePoint.BETWEEN;
  }

  private static HalfStreamSummary halfStream(Connection connection, Direction direction) {
    HalfStream me = connection.halfStream(direction);
    boolean both = connection.bothDirections();
    boolean start = me.flight.startSeen() && both;
    return new HalfStreamSummary(
        me.segments,
        me.payloadBytes,
        retransmissions(me, both),
        me.outOfOrder,
        me.duplicateAcks,
        me.captureDuplicates,
        me.missingBytes(),
        me.zeroWindows,
        me.keepAlives,
        me.windowProbes,
        known(me.mss),
        known(me.windowScale),
        me.synSeen ? me.sackPermitted : null,
        me.anySegment ? me.timestamps : null,
        me.rtt.summary(),
        me.pureAcks,
        me.piggybackedAcks,
        both ? me.delayedAcks : null,
        start ? me.flight.initialWindowBytes() : null,
        start ? me.flight.initialWindowSegments() : null,
        both && me.flight.known() ? me.flight.maxFlightBytes() : null);
  }

  private static RetransmissionSummary retransmissions(HalfStream me, boolean both) {
    int total = me.retransmissions;
    if (!both) {
      return new RetransmissionSummary(total, null, null, null, null, null, null, null, null);
    }
    RetransmissionTracker again = me.again;
    return again == null ? RetransmissionSummary.NONE : again.summary(total);
  }

  private static @Nullable Integer known(int value) {
    return value < 0 ? null : value;
  }

  private static List<String> limitsHit(Connection connection) {
    List<String> limits = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      HalfStream me = connection.halfStream(direction);
      String from = direction == Direction.CLIENT_TO_SERVER ? "client" : "server";
      if (me.outstanding.overflowed()) {
        limits.add(
            "more than "
                + OutstandingSegments.MAX_SEGMENTS
                + " unacknowledged segments from the "
                + from);
      }
      if (me.gaps.overflowed()) {
        limits.add("more than " + SequenceGaps.MAX_GAPS + " gaps at once from the " + from);
      }
    }
    Reassembler reassembler = connection.reassembler;
    if (reassembler != null && reassembler.overflowed()) {
      limits.add("more than " + Reassembler.MAX_HELD_BYTES + " bytes out of order at once");
    }
    return List.copyOf(limits);
  }
}
