package io.tcpdx.cli.corpus;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.HalfStreamSummary;
import io.tcpdx.report.Report;
import io.tcpdx.wire.TcpView;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a part of a capture does not show, and its report must call unknown. */
final class Unknown {
  private final Report part;
  private final Map<Long, Flags> flags = new HashMap<>();
  private final Map<String, String> violations = new TreeMap<>();

  /** The TCP flags of all segments of each side of a connection together. */
  private static final class Flags {
    private final Map<String, Integer> bySource = new HashMap<>();

    private boolean any(int flag) {
      return bySource.values().stream().anyMatch(it -> (it & flag) != 0);
    }
  }

  Unknown(Frames frames, Report whole, Report part) {
    this.part = part;
    Map<String, Flags> byPair = new HashMap<>();
    new Segments(frames)
        .forEach(
            (seen, packet) -> {
              if (packet != null) {
                Flags all = byPair.computeIfAbsent(Segments.pair(packet), pair -> new Flags());
                all.bySource.merge(Segments.source(packet), packet.tcp().flags(), (a, b) -> a | b);
                flags.put(packet.number(), all);
              }
            });
  }

  Map<String, String> violations() {
    for (ConnectionSummary connection : part.connections()) {
      Flags seen = flags.get(connection.firstPacket());
      if (seen == null) {
        continue;
      }
      if (!seen.any(TcpView.SYN)) {
        withoutSyn(connection);
      }
      if (seen.bySource.size() == 1) {
        ofOneSide(connection);
      }
      if (!seen.any(TcpView.FIN | TcpView.RST)) {
        unknown(connection, "close.initiator", connection.close().initiator());
        unknown(connection, "close.timeWaitAt", connection.close().timeWaitAt());
        unknown(connection, "close.closeWaitNs", connection.close().closeWaitNs());
      }
    }
    return violations;
  }

  private void withoutSyn(ConnectionSummary connection) {
    holds(connection, "handshake.seen without a SYN", !connection.handshake().seen());
    holds(connection, "role certain without a SYN", !connection.roleCertain());
    unknown(connection, "handshake.totalNs", connection.handshake().totalNs());
    unknown(connection, "handshake.serverSideNs", connection.handshake().serverSideNs());
    unknown(connection, "handshake.clientSideNs", connection.handshake().clientSideNs());
    for (Direction direction : Direction.values()) {
      HalfStreamSummary half = connection.halfStream(direction);
      unknown(connection, "mss", half.mss());
      unknown(connection, "windowScale", half.windowScale());
      unknown(connection, "sackPermitted", half.sackPermitted());
      unknown(connection, "initialWindowBytes", half.initialWindowBytes());
      unknown(connection, "initialWindowSegments", half.initialWindowSegments());
    }
  }

  private void ofOneSide(ConnectionSummary connection) {
    holds(connection, "both directions of one side", !connection.bothDirections());
    unknown(connection, "handshake.totalNs", connection.handshake().totalNs());
    unknown(connection, "handshake.serverSideNs", connection.handshake().serverSideNs());
    unknown(connection, "handshake.clientSideNs", connection.handshake().clientSideNs());
    for (Direction direction : Direction.values()) {
      HalfStreamSummary half = connection.halfStream(direction);
      unknown(connection, "pathRtt", half.pathRtt());
      unknown(connection, "delayedAcks", half.delayedAcks());
      unknown(connection, "maxFlightBytes", half.maxFlightBytes());
      unknown(connection, "initialWindowBytes", half.initialWindowBytes());
    }
  }

  private void unknown(ConnectionSummary connection, String figure, @Nullable Object value) {
    if (value != null) {
      violations.put("known " + figure, name(connection) + ": " + value);
    }
  }

  private void holds(ConnectionSummary connection, String what, boolean holds) {
    if (!holds) {
      violations.put(what, name(connection));
    }
  }

  private static String name(ConnectionSummary connection) {
    return connection.client() + " " + connection.server();
  }
}
