package io.tcpdx.connection;

import io.tcpdx.wire.TcpView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows which sides of a connection come into TIME_WAIT, and when. It is held by a side that sent
 * its FIN before it had the other's: in the ordinary close that is who closed first, in a
 * simultaneous one both (RFC 9293 §3.6, figures 12 and 13). That shows in the FIN itself, which
 * does not acknowledge the other one, and so from every point of the path.
 */
final class TimeWaitTracker {
  private static final int BOTH = 3;

  private int finSeen;
  private int finAnswersFin;
  private long clientNs = AckRound.NEVER;
  private long clientPacket;
  private long serverNs = AckRound.NEVER;
  private long serverPacket;

  /** Takes a segment of a connection that was not reset, after the streams' state has it. */
  void onSegment(Segment segment, HalfStream me, HalfStream peer) {
    int mine = 1 << segment.direction().index();
    if (segment.has(TcpView.FIN) && (finSeen & mine) == 0) {
      finSeen |= mine;
      boolean answers = peer.finSeen && segment.has(TcpView.ACK) && segment.ack >= peer.finEnd;
      finAnswersFin |= answers ? mine : 0;
    }
    if (finSeen == BOTH) {
      enter(segment, segment.direction().sender(), me);
      enter(segment, segment.direction().receiver(), peer);
    }
  }

  private void enter(Segment segment, Side side, HalfStream its) {
    boolean passive = (finAnswersFin & 1 << side.sends().index()) != 0;
    if (passive || !its.finAcked()) {
      return;
    }
    if (side == Side.CLIENT && clientNs == AckRound.NEVER) {
      clientNs = segment.timeNs();
      clientPacket = segment.number();
    } else if (side == Side.SERVER && serverNs == AckRound.NEVER) {
      serverNs = segment.timeNs();
      serverPacket = segment.number();
    }
  }

  /**
   * @param reset who reset the connection, or null
   * @param resetNs when
   */
  List<TimeWait> summary(Connection connection, @Nullable Side reset, long resetNs) {
    if (clientNs == AckRound.NEVER && serverNs == AckRound.NEVER) {
      return List.of();
    }
    List<TimeWait> held = new ArrayList<>(1);
    for (Side side : Side.values()) {
      long enteredNs = side == Side.CLIENT ? clientNs : serverNs;
      boolean resetInsteadOfAck =
          reset == side && !connection.halfStream(side.opposite().sends()).finAcked();
      if (enteredNs != AckRound.NEVER && !resetInsteadOfAck) {
        long packet = side == Side.CLIENT ? clientPacket : serverPacket;
        held.add(new TimeWait(side, enteredNs, packet, reset == null ? null : (Long) resetNs));
      }
    }
    return List.copyOf(held);
  }
}
