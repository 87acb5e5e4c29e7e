package io.tcpdx.story;

import io.tcpdx.connection.AckRound;
import io.tcpdx.connection.AckWait;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionListener;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.Pause;
import io.tcpdx.connection.Retransmission;
import io.tcpdx.connection.RetransmissionKind;
import io.tcpdx.connection.Segment;
import io.tcpdx.detect.Finding;
import io.tcpdx.wire.TcpView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes down the segments of one connection, of which the story is told once the capture has
 * ended: most of what explains a segment shows later. For all other connections it does nothing;
 * for this one it takes memory, up to a cap.
 */
public final class StoryRecorder implements ConnectionListener {
  /** Segments kept, of about 150 bytes each; a report of more is read by nobody. */
  static final int MAX_SEGMENTS = 200_000;

  private final int connectionId;
  private final List<Moment> moments = new ArrayList<>();
  private final long[] next = new long[2];
  private final long[] acked = new long[2];
  private final long[] finEnd = new long[2];
  private final boolean[] seen = new boolean[2];
  private final boolean[] acknowledged = new boolean[2];
  private final boolean[] closed = new boolean[2];
  private final long[] rttNs = {-1, -1};
  private final long[] segmentSize = new long[2];
  private boolean synAckSeen;
  private boolean established;
  private long leftOut;

  /**
   * @param connectionId number of the connection whose story is wanted
   */
  public StoryRecorder(int connectionId) {
    this.connectionId = connectionId;
  }

  @Override
  public void onStart(Connection connection) {}

  @Override
  public void onSegment(Connection connection, Segment segment) {
    if (connection.id() != connectionId) {
      return;
    }
    if (moments.size() == MAX_SEGMENTS) {
      leftOut++;
      return;
    }
    moments.add(moment(segment));
  }

  @Override
  public void onCopy(Connection connection, Segment segment) {
    onSegment(connection, segment);
  }

  private Moment moment(Segment segment) {
    Moment moment = new Moment(segment, kind(segment));
    if (moment.kind == Moment.Kind.COPY) {
      return moment;
    }
    if (establishes(segment) && !segment.syn() && !segment.has(TcpView.RST)) {
      moment.establishes = true;
      established = true;
    }
    int me = segment.direction().index();
    int peer = 1 - me;
    if (moment.kind == Moment.Kind.DATA_AFTER_GAP && seen[me]) {
      moment.gapBytes = segment.start() - next[me];
    }
    if (segment.is(Segment.ADVANCES_ACK)) {
      moment.acksFin =
          finEnd[peer] > 0 && segment.ack() >= finEnd[peer] && acked[peer] < finEnd[peer];
      long bytes = acknowledged[peer] ? segment.ack() - acked[peer] : 0;
      moment.ackedBytes = bytes - (moment.acksFin ? 1 : 0);
      acked[peer] = segment.ack();
      acknowledged[peer] = true;
    }
    if (segment.is(Segment.NEW)) {
      next[me] = seen[me] ? Math.max(next[me], segment.end()) : segment.end();
      seen[me] = true;
      if (segment.syn()) {
        acked[me] = segment.end();
        acknowledged[me] = true;
      }
    }
    if (segment.has(TcpView.FIN) && finEnd[me] == 0) {
      finEnd[me] = segment.end();
    }
    if (segment.has(TcpView.ACK) && !segment.syn() && !segment.has(TcpView.RST)) {
      closed[me] = segment.windowBytes() == 0;
    }
    return moment;
  }

  private Moment.Kind kind(Segment segment) {
    if (segment.is(Segment.CAPTURE_DUPLICATE)) {
      return Moment.Kind.COPY;
    }
    if (segment.has(TcpView.RST)) {
      return Moment.Kind.RESET;
    }
    if (segment.is(Segment.RETRANSMISSION)) {
      return Moment.Kind.AGAIN;
    }
    if (segment.syn()) {
      synAckSeen |= segment.has(TcpView.ACK);
      return segment.has(TcpView.ACK) ? Moment.Kind.SYN_ACK : Moment.Kind.SYN;
    }
    if (!segment.is(Segment.PURE_ACK)) {
      return payloadKind(segment);
    }
    return establishes(segment) ? Moment.Kind.ESTABLISH : ackKind(segment);
  }

  private boolean establishes(Segment segment) {
    return synAckSeen && !established && segment.direction() == Direction.CLIENT_TO_SERVER;
  }

  private Moment.Kind ackKind(Segment segment) {
    boolean wasClosed = closed[segment.direction().index()];
    if (segment.windowBytes() == 0 && !wasClosed) {
      return Moment.Kind.WINDOW_CLOSED;
    }
    if (segment.windowBytes() > 0 && wasClosed) {
      return Moment.Kind.WINDOW_OPENED;
    }
    if (segment.is(Segment.DUPLICATE_ACK)) {
      return Moment.Kind.DUPLICATE_ACK;
    }
    return segment.is(Segment.WINDOW_UPDATE) ? Moment.Kind.WINDOW_UPDATE : Moment.Kind.ACK;
  }

  private static Moment.Kind payloadKind(Segment segment) {
    if (segment.is(Segment.WINDOW_PROBE)) {
      return Moment.Kind.WINDOW_PROBE;
    }
    if (segment.is(Segment.KEEP_ALIVE)) {
      return Moment.Kind.KEEP_ALIVE;
    }
    if (segment.is(Segment.OUT_OF_ORDER)) {
      return Moment.Kind.LATE;
    }
    if (segment.has(TcpView.FIN)) {
      return Moment.Kind.FIN;
    }
    return segment.is(Segment.AFTER_GAP) ? Moment.Kind.DATA_AFTER_GAP : Moment.Kind.DATA;
  }

  @Override
  public void onAckRound(Connection connection, AckRound round) {
    if (connection.id() != connectionId) {
      return;
    }
    Moment ack = find(round.ackPacket());
    if (ack != null && round.delayed()) {
      ack.delayedNs = round.holdNs();
    }
    Moment next = round.waitedFor() == AckWait.NAGLE ? find(round.nextPacket()) : null;
    if (next != null) {
      next.nagleNs = round.stallNs();
      next.releasedBy = round.ackPacket();
    }
  }

  @Override
  public void onRetransmission(Connection connection, Retransmission retransmission) {
    Moment moment = connection.id() == connectionId ? find(retransmission.packet()) : null;
    if (moment != null) {
      moment.trigger = retransmission.trigger();
      moment.needless = retransmission.kind() == RetransmissionKind.SPURIOUS;
      moment.backOff = retransmission.backOff();
    }
  }

  @Override
  public void onPause(Connection connection, Pause pause) {
    Moment moment = connection.id() == connectionId ? find(pause.endPacket()) : null;
    if (moment != null) {
      moment.endsPause(pause);
    }
  }

  @Override
  public void onEnd(Connection connection, long captureEndNs) {
    if (connection.id() != connectionId) {
      return;
    }
    for (Direction direction : Direction.values()) {
      rttNs[direction.index()] = connection.halfStream(direction).rttMinNs();
      segmentSize[direction.index()] = connection.segmentSizeBytes(direction);
    }
  }

  /** By its number: the packets of a connection come in the order of their numbers. */
  private @Nullable Moment find(long packet) {
    int low = 0;
    int high = moments.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long number = moments.get(middle).packet;
      if (number == packet) {
        return moments.get(middle);
      }
      if (number < packet) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  /**
   * The story, once the connection has ended.
   *
   * @param connection the connection that it is about
   * @param findings all that was found; those of other connections are passed over
   */
  public Story tell(ConnectionSummary connection, List<Finding> findings) {
    Narrator narrator = new Narrator(connection, rttNs, segmentSize, moments, findings);
    return narrator.tell(leftOut);
  }
}
