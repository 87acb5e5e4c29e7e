package io.tcpdx.connection;

import io.tcpdx.wire.TcpOptions;
import io.tcpdx.wire.TcpView;
import org.jspecify.annotations.Nullable;

/** Follows the set-up of one connection (RFC 9293 §3.5), simultaneous open included. */
final class HandshakeTracker {
  private static final long NONE = Long.MIN_VALUE;
  private static final int MAX_SYNS_TOLD_APART = 8;

  private final long[] synTimes = new long[MAX_SYNS_TOLD_APART];
  private final int[] synTimestamps = new int[MAX_SYNS_TOLD_APART];
  private int syns;
  private boolean synHasTimestamp;
  private long lastSynNs = NONE;
  private int synAcks;
  private long firstSynAckNs = NONE;
  private long lastSynAckNs = NONE;
  private long answeredSynNs = NONE;
  private long completedNs = NONE;
  private boolean refused;
  private boolean clientAckSeen;

  void onSegment(Segment segment, boolean acknowledgesPeerSyn) {
    boolean fromClient = segment.direction() == Direction.CLIENT_TO_SERVER;
    if (segment.is(Segment.CAPTURE_DUPLICATE)) {
      return;
    }
    if (segment.has(TcpView.RST)) {
      refused |= !fromClient && syns > 0 && synAcks == 0 && completedNs == NONE && !clientAckSeen;
      return;
    }
    if (segment.has(TcpView.SYN)) {
      if (fromClient && completedNs == NONE) {
        onClientSyn(segment);
      } else if (!fromClient) {
        onServerSyn(segment);
      }
      if (!(fromClient && segment.has(TcpView.ACK))) {
        return;
      }
    }
    if (fromClient && segment.has(TcpView.ACK)) {
      clientAckSeen = true;
      if (completedNs == NONE && synAcks > 0 && acknowledgesPeerSyn) {
        completedNs = segment.timeNs();
      }
    }
  }

  private void onClientSyn(Segment segment) {
    if (segment.has(TcpView.ACK) && syns > 0) {
      return; // the answer to the server's own SYN in a simultaneous open, not the SYN again
    }
    TcpOptions options = segment.packet.tcpOptions();
    if (syns < MAX_SYNS_TOLD_APART) {
      synTimes[syns] = segment.timeNs();
      synTimestamps[syns] = options.timestampValue();
      synHasTimestamp = options.hasTimestamps();
    }
    syns++;
    lastSynNs = segment.timeNs();
  }

  private void onServerSyn(Segment segment) {
    synAcks++;
    lastSynAckNs = segment.timeNs();
    if (synAcks > 1) {
      return;
    }
    firstSynAckNs = segment.timeNs();
    if (syns == 1) {
      answeredSynNs = lastSynNs;
    } else if (synHasTimestamp && segment.packet.tcpOptions().hasTimestamps()) {
      answeredSynNs = echoedSyn(segment.packet.tcpOptions().timestampEcho());
    }
  }

  /** The SYN whose timestamp the SYN-ACK echoes: that one was answered (RFC 7323 §4). */
  private long echoedSyn(int echo) {
    for (int i = Math.min(syns, MAX_SYNS_TOLD_APART) - 1; i >= 0; i--) {
      if (synTimestamps[i] == echo) {
        return synTimes[i];
      }
    }
    return NONE;
  }

  boolean synSeen() {
    return syns > 0;
  }

  boolean refused() {
    return refused;
  }

  boolean established() {
    return completedNs != NONE || (syns > 0 && clientAckSeen && !refused);
  }

  HandshakeSummary summary() {
    boolean seen = syns > 0 || synAcks > 0;
    return new HandshakeSummary(
        seen,
        outcome(seen),
        syns > 0 ? between(synTimes[0], completedNs) : null,
        between(answeredSynNs, firstSynAckNs),
        synAcks == 1 ? between(lastSynAckNs, completedNs) : null,
        Math.max(0, syns - 1),
        Math.max(0, synAcks - 1),
        lostNs());
  }

  private HandshakeOutcome outcome(boolean seen) {
    if (!seen) {
      return HandshakeOutcome.NOT_SEEN;
    }
    if (refused) {
      return HandshakeOutcome.REFUSED;
    }
    if (established()) {
      return HandshakeOutcome.ESTABLISHED;
    }
    return synAcks > 0 ? HandshakeOutcome.INCOMPLETE : HandshakeOutcome.UNANSWERED;
  }

  private long lostNs() {
    long bySyn = syns > 1 ? lastSynNs - synTimes[0] : 0;
    long bySynAck = synAcks > 1 && completedNs != NONE ? lastSynAckNs - firstSynAckNs : 0;
    return Math.max(0, Math.max(bySyn, bySynAck));
  }

  private static @Nullable Long between(long fromNs, long toNs) {
    return fromNs == NONE || toNs == NONE ? null : Math.max(0, toNs - fromNs);
  }
}
