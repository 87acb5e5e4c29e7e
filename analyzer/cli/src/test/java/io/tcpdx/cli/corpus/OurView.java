package io.tcpdx.cli.corpus;

import io.tcpdx.capture.PacketFactoryFallback;
import io.tcpdx.connection.AckRound;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionListener;
import io.tcpdx.connection.ConnectionTable;
import io.tcpdx.connection.Retransmission;
import io.tcpdx.connection.RetransmissionKind;
import io.tcpdx.connection.Segment;
import io.tcpdx.wire.DecodeStatus;
import io.tcpdx.wire.Packet;
import io.tcpdx.wire.PacketDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What tcpdx takes each segment for. */
final class OurView implements ConnectionListener {
  private static final long TIME_WAIT_NS = 60_000_000_000L;

  private final Map<Integer, Map<Long, Opinion>> byConnection = new HashMap<>();

  /** By the connection's number, then by the frame's. */
  static Map<Integer, Map<Long, Opinion>> of(Frames frames) {
    OurView view = new OurView();
    ConnectionTable table =
        new ConnectionTable(view, TIME_WAIT_NS, ConnectionTable.DEFAULT_MAX_CONNECTIONS);
    PacketDecoder decoder = new PacketDecoder(new PacketFactoryFallback());
    Packet packet = new Packet();
    frames.forEach(
        frame -> {
          if (decoder.decode(frame, packet) == DecodeStatus.TCP) {
            table.onPacket(packet);
          }
        });
    table.finish();
    return view.byConnection;
  }

  @Override
  public void onStart(Connection connection) {
    byConnection.put(connection.id(), new TreeMap<>());
  }

  @Override
  public void onSegment(Connection connection, Segment segment) {
    opinions(connection).put(segment.number(), opinion(segment));
  }

  @Override
  public void onCopy(Connection connection, Segment segment) {
    onSegment(connection, segment);
  }

  @Override
  public void onRetransmission(Connection connection, Retransmission again) {
    opinions(connection).put(again.packet(), opinion(again.kind()));
  }

  @Override
  public void onAckRound(Connection connection, AckRound round) {}

  @Override
  public void onEnd(Connection connection, long captureEndNs) {}

  private Map<Long, Opinion> opinions(Connection connection) {
    return byConnection.computeIfAbsent(connection.id(), id -> new TreeMap<>());
  }

  private static Opinion opinion(Segment segment) {
    if (segment.is(Segment.CAPTURE_DUPLICATE)) {
      return Opinion.COPY;
    }
    if (segment.is(Segment.OF_PREVIOUS)) {
      return Opinion.OF_PREVIOUS;
    }
    if (segment.is(Segment.OUT_OF_ORDER)) {
      return Opinion.OUT_OF_ORDER;
    }
    if (segment.is(Segment.RETRANSMISSION)) {
      return opinion(segment.trigger());
    }
    if (segment.is(Segment.KEEP_ALIVE)) {
      return Opinion.KEEP_ALIVE;
    }
    return segment.is(Segment.WINDOW_PROBE) ? Opinion.WINDOW_PROBE : Opinion.NEW;
  }

  private static Opinion opinion(RetransmissionKind kind) {
    return switch (kind) {
      case FAST -> Opinion.FAST;
      case TIMEOUT -> Opinion.TIMER;
      case TAIL_LOSS_PROBE -> Opinion.PROBE;
      case SPURIOUS -> Opinion.NEEDLESS;
      case UNKNOWN -> Opinion.SENT_AGAIN;
    };
  }
}
