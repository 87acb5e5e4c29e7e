package io.tcpdx.connection;

/**
 * Tells the rounds in which a sender waited for an ACK from those in which its next segment came
 * when it would have come anyway, and met the ACK by chance. One round does not show it; how often
 * it happens among the rounds in which it could have happened does. Each round is judged once, when
 * it settles, by all rounds before it and those behind it that have not settled yet; so whoever
 * asks it gets the same answer.
 */
final class AckWaits {
  /**
   * Among so many rounds for each stall, an application that paces its own writes meets an ACK by
   * chance: the slack of a release is a few percent of the pauses of such applications.
   */
  private static final int ROUNDS_PER_CHANCE = 10;

  /**
   * Stalls count where there are this many times those that chance alone would bring: far from the
   * sender the slack is wide.
   */
  private static final int CHANCE_FACTOR = 2;

  /**
   * A segment that waits for the ACK follows it in step: its distance from the ACK varies less than
   * that from the segment before it, by this factor. What is sent at a steady pace does not.
   */
  private static final int IN_STEP_FACTOR = 4;

  private final Tally[] settled = {new Tally(), new Tally()};
  private final Tally all = new Tally();

  /** What the rounds of one direction show together. */
  private static final class Tally {
    long nagleRounds;
    long nagleStalls;
    double stallsByChance;
    long heldAcks;
    long waitsForHeldAck;
    long soonRounds;
    long soonStalls;
    long minReactionNs;
    long maxReactionNs;
    long minStallNs;
    long maxStallNs;

    Tally() {
      clear();
    }

    void clear() {
      nagleRounds = 0;
      nagleStalls = 0;
      stallsByChance = 0;
      heldAcks = 0;
      waitsForHeldAck = 0;
      soonRounds = 0;
      soonStalls = 0;
      minReactionNs = Long.MAX_VALUE;
      maxReactionNs = Long.MIN_VALUE;
      minStallNs = Long.MAX_VALUE;
      maxStallNs = Long.MIN_VALUE;
    }

    void set(Tally other) {
      nagleRounds = other.nagleRounds;
      nagleStalls = other.nagleStalls;
      stallsByChance = other.stallsByChance;
      heldAcks = other.heldAcks;
      waitsForHeldAck = other.waitsForHeldAck;
      soonRounds = other.soonRounds;
      soonStalls = other.soonStalls;
      minReactionNs = other.minReactionNs;
      maxReactionNs = other.maxReactionNs;
      minStallNs = other.minStallNs;
      maxStallNs = other.maxStallNs;
    }

    void add(AckRound round) {
      if (NagleShape.compares(round)) {
        nagleRounds++;
        nagleStalls += NagleShape.fits(round) ? 1 : 0;
        stallsByChance += round.chanceOfRelease();
      } else if (NagleShape.is(round)) {
        addSoon(round);
      } else if (round.comparesToHeldAck()) {
        heldAcks++;
        waitsForHeldAck += round.fitsHeldAck() ? 1 : 0;
      }
    }

    private void addSoon(AckRound round) {
      soonRounds++;
      if (NagleShape.fitsSoon(round)) {
        soonStalls++;
        minReactionNs = Math.min(minReactionNs, round.reactionNs());
        maxReactionNs = Math.max(maxReactionNs, round.reactionNs());
        minStallNs = Math.min(minStallNs, round.stallNs());
        maxStallNs = Math.max(maxStallNs, round.stallNs());
      }
    }

    private boolean isNagleStall(AckRound round) {
      if (NagleShape.fits(round)) {
        return !stallsAreChance();
      }
      if (NagleShape.fitsLate(round)) {
        return most(nagleStalls, nagleRounds);
      }
      return NagleShape.fitsSoon(round) && most(soonStalls, soonRounds) && inStep();
    }

    private boolean stallsAreChance() {
      return nagleStalls * ROUNDS_PER_CHANCE < nagleRounds
          || nagleStalls < CHANCE_FACTOR * stallsByChance;
    }

    private boolean inStep() {
      long reactionsNs = maxReactionNs - minReactionNs;
      long stallsNs = maxStallNs - minStallNs;
      return stallsNs >= AckRound.REMOTE_RELEASE_SLACK_NS
          && stallsNs >= IN_STEP_FACTOR * reactionsNs;
    }

    AckWait judge(AckRound round) {
      if (isNagleStall(round)) {
        return AckWait.NAGLE;
      }
      boolean held = round.fitsHeldAck() && most(waitsForHeldAck, heldAcks);
      return held ? AckWait.DELAYED_ACK : AckWait.NOTHING;
    }
  }

  /** Whether waits are the rule, and no chance. */
  private static boolean most(long waits, long rounds) {
    return waits >= AckRound.CERTAIN_WAITS && waits * 2 >= rounds;
  }

  /** Fills in what the oldest round lacks: what is known by now of the path, and the verdict. */
  void settleOldest(Connection connection) {
    AckRound round = connection.rounds.at(0);
    HalfStream data = connection.halfStream(round.dataDirection);
    learnPath(round, connection);
    if (round.delayed()) {
      connection.halfStream(round.dataDirection.opposite()).delayedAcks++;
    }
    if (NagleShape.showsOff(round)) {
      data.nagleOffSinceNs = Math.min(data.nagleOffSinceNs, round.nextNs());
      round.nagleOffSinceNs = data.nagleOffSinceNs;
    }
    Tally before = settled[round.dataDirection.index()];
    before.add(round);
    if (seemsToWait(round)) {
      round.waitedFor = withLater(before, connection).judge(round);
    }
  }

  /** Whether the next segment, looked at alone, came as if it had waited for the ACK. */
  private static boolean seemsToWait(AckRound round) {
    return NagleShape.fits(round)
        || NagleShape.fitsLate(round)
        || NagleShape.fitsSoon(round)
        || round.fitsHeldAck();
  }

  private Tally withLater(Tally before, Connection connection) {
    AckRounds rounds = connection.rounds;
    all.set(before);
    for (int i = 1; i < rounds.count(); i++) {
      AckRound later = rounds.at(i);
      if (later.dataDirection == rounds.at(0).dataDirection) {
        learnPath(later, connection);
        all.add(later);
      }
    }
    return all;
  }

  private static void learnPath(AckRound round, Connection connection) {
    HalfStream data = connection.halfStream(round.dataDirection);
    HalfStream acks = connection.halfStream(round.dataDirection.opposite());
    round.receiverRttNs = data.rtt.minNs();
    round.fullSegmentRttNs = data.fullSegmentRttNs;
    round.senderRttNs = acks.rtt.minNs();
    round.segmentSizeBytes = data.segmentSize(acks);
    round.nagleOffSinceNs = data.nagleOffSinceNs;
    round.echoesPureAcks = data.echoesPureAcks;
  }

  /** Forgets everything, to serve another connection. */
  void clear() {
    settled[0].clear();
    settled[1].clear();
  }
}
