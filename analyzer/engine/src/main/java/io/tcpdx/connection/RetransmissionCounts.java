package io.tcpdx.connection;

/** Segments sent again by one side, by kind. */
final class RetransmissionCounts {
  int fast;
  int timeout;
  int tailLossProbe;
  int spurious;
  int unknown;

  /** Set off by duplicate ACKs or SACK evidence, needless ones included. */
  int fastRetransmits;

  /** Tail loss probes, needless ones included. */
  int probes;

  /** How often the retransmission timer ran out. */
  int timeouts;

  /** How often in a row it had doubled at most. */
  int maxBackOff;

  /** Counts one that is settled. */
  void add(Retransmission again) {
    switch (again.kind) {
      case FAST -> fast += again.segments;
      case TIMEOUT -> timeout += again.segments;
      case TAIL_LOSS_PROBE -> tailLossProbe += again.segments;
      case SPURIOUS -> spurious += again.segments;
      case UNKNOWN -> unknown += again.segments;
    }
  }

  RetransmissionCounts copy() {
    RetransmissionCounts copy = new RetransmissionCounts();
    copy.fast = fast;
    copy.timeout = timeout;
    copy.tailLossProbe = tailLossProbe;
    copy.spurious = spurious;
    copy.unknown = unknown;
    copy.fastRetransmits = fastRetransmits;
    copy.probes = probes;
    copy.timeouts = timeouts;
    copy.maxBackOff = maxBackOff;
    return copy;
  }
}
