package io.tcpdx.connection;

/**
 * The shape of a stall by Nagle's algorithm (RFC 9293 §3.7.4; Minshall's variant as in Linux, which
 * lets full segments pass): a small segment, its bare ACK, and another small segment, for which the
 * window had room, with no payload from the other side between that an application could have
 * reacted to. No application reacts to a bare ACK; so where the second small segment waited for
 * that ACK, only the sender's TCP can have held it.
 */
final class NagleShape {
  private static final long MAX_STUTTER_NS = 20_000_000L;
  private static final int STUTTER_DIVISOR = 4;

  private NagleShape() {}

  /** Whether the round has it: all but the time of the next segment. */
  static boolean is(AckRound round) {
    return round.pureAck
        && !round.coversHandshake
        && !round.coversRetransmission
        && !round.gapOpen
        && round.coversLastSmall
        && round.nextPacket != 0
        && !round.nextFin
        && round.nextBytes > 0
        && round.nextBytes < round.segmentSizeBytes
        && round.nextEnd <= round.windowEdgeBefore
        && !round.payloadCameBetween();
  }

  /** Whether, besides, the RTT of the sender's side is known to judge the time by. */
  static boolean compares(AckRound round) {
    return round.senderRttNs >= 0 && is(round);
  }

  /** Whether the next segment passes when it should if it waited for the ACK. */
  static boolean fits(AckRound round) {
    return couldBeHeld(round) && round.nextFollows(round.releaseSlackNs());
  }

  /**
   * The same, for a path that stuttered: the next segment passes later than it should, by no more
   * than a quarter of the time that it waited. Means something only where others were held for
   * certain.
   */
  static boolean fitsLate(AckRound round) {
    return couldBeHeld(round)
        && !fits(round)
        && round.reactionNs() > round.senderRttNs
        && round.nextFollows(Math.min(MAX_STUTTER_NS, round.stallNs() / STUTTER_DIVISOR));
  }

  private static boolean couldBeHeld(AckRound round) {
    return compares(round)
        && round.nextNs < round.nagleOffSinceNs
        && round.stallNs() >= AckRound.MIN_STALL_NS;
  }

  /**
   * The same, where the RTT of the sender's side is not known: the next segment passes soon after
   * the ACK, as measured by its wait. Means something only where that comes again and again.
   */
  static boolean fitsSoon(AckRound round) {
    return round.senderRttNs < 0
        && is(round)
        && round.nextNs < round.nagleOffSinceNs
        && round.stallNs() >= AckRound.MIN_HOLD_NS
        && round.reactionNs() >= 0
        && round.reactionNs() <= round.stallNs() / AckRound.RELEASE_SLACK_DIVISOR;
  }

  /**
   * Whether a small segment went out before the sender can have known that the last was
   * acknowledged.
   */
  static boolean showsOff(AckRound round) {
    return compares(round) && round.nextSentBeforeAckArrived();
  }
}
