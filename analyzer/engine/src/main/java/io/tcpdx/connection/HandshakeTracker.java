package io.tcpdx.connection;

import io.tcpdx.wire.TcpOptions;
import io.tcpdx.wire.TcpView;
import org.jspecify.annotations.Nullable;

/** Follows the set-up of one connection (RFC 9293 §3.5), simultaneous open included. */
final class HandshakeTracker {
  private static final long NONE = Long.MIN_VALUE;

  /**
   * As long a sender waits for the answer to its first SYN or SYN-ACK (RFC 6298 §2.1). An answer to
   * any of them comes sooner; where the capture ends before, one may have come.
   */
  private static final long FIRST_TIMEOUT_NS = 1_000_000_000L;

  /** Tries of which one may have been lost, and not all before the last. */
  private static final int MANY_TRIES = 3;

  private int syns;
  private long firstSynNs = NONE;
  private long lastSynNs = NONE;
  private boolean lastSynHasTimestamp;
  private int lastSynTimestamp;
  private int synAcks;
  private long firstSynAckNs = NONE;
  private long lastSynAckNs = NONE;

  /** SYN-ACKs that came although the client had taken one: nobody waited for them. */
  private int lateSynAcks;

  private long answeredSynNs = NONE;
  private long completedNs = NONE;

  /** The clock jumped after the latest SYN: another one begins the set-up anew. */
  private boolean synBeforeJump;

  private boolean refused;
  private boolean serverSynUnanswering;
  private boolean clientAckSeen;

  void onSegment(Segment segment, boolean acknowledgesPeerSyn) {
    boolean fromClient = segment.direction() == Direction.CLIENT_TO_SERVER;
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
    syns = synBeforeJump ? 0 : syns;
    synBeforeJump = false;
    firstSynNs = syns == 0 ? segment.timeNs() : firstSynNs;
    syns++;
    lastSynNs = segment.timeNs();
    lastSynHasTimestamp = options.hasTimestamps();
    lastSynTimestamp = options.timestampValue();
  }

  private void onServerSyn(Segment segment) {
    boolean answers = segment.has(TcpView.ACK);
    if (answers && serverSynUnanswering) {
      serverSynUnanswering = false;
      onSynAnswered(segment);
      return; // the rest of a simultaneous open, not the server's SYN again
    }
    if (completedNs != NONE) {
      lateSynAcks++;
      return;
    }
    synAcks++;
    lastSynAckNs = segment.timeNs();
    if (synAcks > 1) {
      return;
    }
    if (answers) {
      onSynAnswered(segment);
    } else {
      serverSynUnanswering = true;
    }
  }

  private void onSynAnswered(Segment segment) {
    firstSynAckNs = segment.timeNs();
    if (syns == 1 || echoesLastSyn(segment.packet.tcpOptions())) {
      answeredSynNs = lastSynNs;
    }
  }

  /**
   * Whether the SYN-ACK echoes the timestamp of the last SYN (RFC 7323 §4): then that one was
   * answered. The echo of an earlier one proves nothing: a Linux server whose SYN-ACK was lost goes
   * on to echo the first SYN when it answers those that follow.
   */
  private boolean echoesLastSyn(TcpOptions synAck) {
    return lastSynHasTimestamp
        && synAck.hasTimestamps()
        && synAck.timestampEcho() == lastSynTimestamp;
  }

  boolean synSeen() {
    return syns > 0;
  }

  /** Whether the SYN was answered by one of the server's. */
  boolean answered() {
    return synAcks > 0;
  }

  boolean refused() {
    return refused;
  }

  boolean established() {
    return completedNs != NONE || (syns > 0 && clientAckSeen && !refused);
  }

  /** The capture's clock jumped: how long what is under way takes is not to be known any more. */
  void onClockJump() {
    if (completedNs == NONE) {
      synBeforeJump = syns > 0;
      firstSynNs = NONE;
      lastSynNs = NONE;
      firstSynAckNs = NONE;
      lastSynAckNs = NONE;
      answeredSynNs = NONE;
    }
  }

  /**
   * @param startNs when the connection's first packet in the file passed: where a SYN that stands
   *     behind it is older, the order of times is not that of the file, and neither is to be
   *     trusted
   * @param untilNs until when the capture shows what became of it
   * @param superseded whether another SYN then took the 4-tuple
   */
  HandshakeSummary summary(long startNs, long untilNs, boolean superseded) {
    long beganNs = firstSynNs < startNs ? NONE : firstSynNs;
    boolean seen = syns > 0 || synAcks > 0;
    return new HandshakeSummary(
        seen,
        outcome(seen),
        between(beganNs, completedNs),
        between(answeredSynNs, firstSynAckNs),
        synAcks == 1 ? between(lastSynAckNs, completedNs) : null,
        Math.max(0, syns - 1),
        Math.max(0, synAcks - 1) + lateSynAcks,
        lostNs(),
        lapsed(untilNs, superseded));
  }

  private boolean lapsed(long untilNs, boolean superseded) {
    if (refused || established()) {
      return false;
    }
    boolean often = (synAcks > 0 ? synAcks : syns) >= MANY_TRIES;
    long waitsSinceNs = synAcks > 0 ? lastSynAckNs : lastSynNs;
    boolean inTime = waitsSinceNs == NONE || untilNs - waitsSinceNs < FIRST_TIMEOUT_NS;
    return often || superseded || !inTime;
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
    long bySyn = syns > 1 && firstSynNs != NONE ? lastSynNs - firstSynNs : 0;
    boolean synAckRepeated = synAcks > 1 && firstSynAckNs != NONE && completedNs != NONE;
    long bySynAck = synAckRepeated ? lastSynAckNs - firstSynAckNs : 0;
    return Math.max(0, Math.max(bySyn, bySynAck));
  }

  private static @Nullable Long between(long fromNs, long toNs) {
    return fromNs == NONE || toNs == NONE ? null : Math.max(0, toNs - fromNs);
  }
}
