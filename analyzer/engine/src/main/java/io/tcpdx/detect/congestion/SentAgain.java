package io.tcpdx.detect.congestion;

import io.tcpdx.connection.Retransmission;
import io.tcpdx.connection.RetransmissionKind;
import io.tcpdx.detect.Evidence;
import java.util.EnumMap;
import java.util.Map;

/** What was sent again in one direction of a connection, and what it cost. */
final class SentAgain {
  final Evidence evidence = new Evidence();

  /** Time in which a timer was waited for: the union of all such stalls, in nanoseconds. */
  long stalledNs;

  long segments;

  /** Lost between the sender and the capture point: the first sending was not captured. */
  long lostBefore;

  private long lost;

  /** Of them what carried a FIN and no data. */
  long bareFins;

  int maxBackOff;

  private final Map<RetransmissionKind, Long> kinds = new EnumMap<>(RetransmissionKind.class);
  private long repairedUntilNs = Long.MIN_VALUE;

  void add(Retransmission again) {
    segments += again.segments();
    kinds.merge(again.kind(), (long) again.segments(), Long::sum);
    bareFins += again.bareFin() ? again.segments() : 0;
    maxBackOff = Math.max(maxBackOff, again.backOff());
    boolean needed = again.kind() != RetransmissionKind.SPURIOUS && !again.bareFin();
    lost += needed ? again.segments() : 0;
    lostBefore += needed && again.originalPacket() == 0 ? again.segments() : 0;
    addStall(again);
    if (again.originalPacket() != 0) {
      evidence.add(again.originalNs(), again.originalPacket(), again.packet());
    } else {
      evidence.add(again.timeNs(), again.packet());
    }
  }

  private void addStall(Retransmission again) {
    long from = Math.max(again.stallStartNs(), repairedUntilNs);
    long stallNs = again.repairedNs() - from;
    if (stallNs <= 0) {
      return;
    }
    repairedUntilNs = again.repairedNs();
    boolean timer =
        again.trigger() == RetransmissionKind.TIMEOUT
            || again.trigger() == RetransmissionKind.TAIL_LOSS_PROBE;
    stalledNs += timer ? stallNs : 0;
  }

  long of(RetransmissionKind kind) {
    return kinds.getOrDefault(kind, 0L);
  }

  /** Data that had to be sent again. */
  long lost() {
    return lost;
  }
}
