package io.tcpdx.connection;

import io.tcpdx.wire.Packet;
import io.tcpdx.wire.TcpView;
import org.jspecify.annotations.Nullable;

/**
 * Follows what becomes of a connection on a 4-tuple that another had used before: until the SYN is
 * answered, segments of the other may come in between, which say nothing of this one.
 */
final class TupleReuse {
  /**
   * As long a sender waits for the answer to its first SYN (RFC 6298 §2.1), so the capture must.
   */
  private static final long SYN_TIMEOUT_NS = 1_000_000_000L;

  final PreviousUse previous;
  private final long timeWaitNs;
  private final @Nullable Boolean safe;
  private int syns;
  private boolean settled;
  private boolean oldAckSeen;
  private int oldAck;
  private @Nullable ReuseAnswer answer;

  /**
   * @param first the packet with which the new connection begins
   * @param fromKeysFirst whether the end sent it that stands first in the key
   * @param timeWaitNs how long a host keeps TIME_WAIT, in nanoseconds
   */
  TupleReuse(PreviousUse previous, Packet first, boolean fromKeysFirst, long timeWaitNs) {
    this.previous = previous;
    this.timeWaitNs = timeWaitNs;
    boolean synItself = (first.tcp().flags() & TcpView.ACK) == 0;
    this.safe = synItself ? previous.isNewer(first, fromKeysFirst) : null;
  }

  /** Takes a segment; answers whether it belongs to the connection before. */
  boolean isOfPrevious(Segment segment, HalfStream client) {
    if (settled) {
      return false;
    }
    return segment.direction() == Direction.CLIENT_TO_SERVER
        ? clientSpeaksOfPrevious(segment)
        : serverSpeaksOfPrevious(segment, client);
  }

  private boolean clientSpeaksOfPrevious(Segment segment) {
    if (segment.has(TcpView.SYN)) {
      syns++;
      return false;
    }
    boolean answersOldAck =
        segment.has(TcpView.RST) && oldAckSeen && segment.packet.tcp().sequence() == oldAck;
    settled = !answersOldAck;
    return answersOldAck;
  }

  private boolean serverSpeaksOfPrevious(Segment segment, HalfStream client) {
    boolean acksSyn =
        segment.has(TcpView.ACK)
            && client.synSeen
            && segment.packet.tcp().acknowledgment() == (int) client.synPosition + 1;
    boolean carriesData = segment.payloadLength() > 0 || segment.has(TcpView.FIN);
    if (segment.hasAny(TcpView.SYN | TcpView.RST) || acksSyn || !segment.has(TcpView.ACK)) {
      settled = true;
      ReuseAnswer now = segment.has(TcpView.RST) ? ReuseAnswer.RESET : ReuseAnswer.SYN_ACK;
      answerIfFirst(syns > 1 ? ReuseAnswer.NONE : now);
      return false;
    }
    oldAckSeen = true;
    oldAck = segment.packet.tcp().acknowledgment();
    if (!carriesData) {
      answerIfFirst(ReuseAnswer.OLD_ACK);
    }
    return true;
  }

  private void answerIfFirst(ReuseAnswer value) {
    if (answer == null) {
      answer = value;
    }
  }

  /**
   * What is to be told of it; null where the connection before had been silent for longer than
   * TIME_WAIT lasts, and nobody showed to know of it any more.
   */
  @Nullable ReusedTuple summary(Connection connection, long captureEndNs) {
    long ageNs = Math.max(0, connection.startNs - previous.endNs);
    if (ageNs > timeWaitNs && answer != ReuseAnswer.OLD_ACK) {
      return null;
    }
    Boolean accepted = accepted(connection, captureEndNs);
    boolean unanswered = answer == null && Boolean.FALSE.equals(accepted);
    return new ReusedTuple(
        previous.id,
        ageNs,
        previous.close,
        previous.timeWaitAt(connection.clientIsKeysFirst),
        safe,
        accepted,
        unanswered ? ReuseAnswer.NONE : answer);
  }

  private @Nullable Boolean accepted(Connection connection, long captureEndNs) {
    HandshakeTracker handshake = connection.handshake;
    if (handshake.refused()) {
      return false;
    }
    if (handshake.established() || handshake.answered()) {
      return true;
    }
    boolean answersShow = previous.bothDirections || oldAckSeen;
    boolean hadItsTime = captureEndNs - connection.startNs >= SYN_TIMEOUT_NS;
    return (answersShow && hadItsTime) ? (Boolean) false : null;
  }
}
