package io.tcpdx.detect.ack;

import io.tcpdx.connection.AckRound;
import io.tcpdx.connection.DurationHistogram;
import io.tcpdx.detect.Evidence;

/** The ACKs that one side's timer held back, and what the other side's waiting for them cost. */
final class HeldAcks {
  final Evidence evidence = new Evidence();
  final DurationHistogram holds = new DurationHistogram();
  long receiverRttNs;
  long costly;
  long insideNagleStalls;
  long insideNagleStallNs;

  /** Of the costly ones: those of full segments, and of these those before a small one. */
  long ofFull;

  long beforeTail;

  long waits() {
    return costly + insideNagleStalls;
  }

  void add(AckRound round) {
    evidence.add(round.firstDataNs(), round.firstDataPacket(), round.ackPacket());
    holds.sample(round.holdNs());
    receiverRttNs = round.receiverRttNs();
    switch (round.waitedFor()) {
      case NAGLE -> {
        insideNagleStalls++;
        insideNagleStallNs += round.holdNs();
      }
      case DELAYED_ACK -> {
        costly++;
        ofFull += round.endsWithFull() ? 1 : 0;
        beforeTail += round.endsWithFull() && round.nextIsSmall() ? 1 : 0;
      }
      case NOTHING -> {}
    }
  }
}
