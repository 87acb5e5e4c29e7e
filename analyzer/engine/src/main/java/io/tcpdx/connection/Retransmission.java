package io.tcpdx.connection;

/**
 * One segment that was sent again, with why, and what it cost. It is handed out when it is settled:
 * once what shows that it was needless would have come. Valid during the call that hands it out.
 */
public final class Retransmission {
  Direction direction = Direction.CLIENT_TO_SERVER;
  long packet;
  long timeNs;
  long start;
  long end;
  int segments;
  long originalPacket;
  long originalNs;
  RetransmissionKind kind = RetransmissionKind.UNKNOWN;
  RetransmissionKind trigger = RetransmissionKind.UNKNOWN;
  int backOff;
  long stallStartNs;
  long repairedNs;

  boolean bareFin;

  /** Whether a timer sent it: the sender had waited. */
  boolean byTimer;

  /** When this side went on with new data after it, or {@link AckRound#NEVER}. */
  long nextNewNs;

  /** Whether somebody waited; known once it is settled. */
  private boolean heldUp;

  /**
   * It is settled: what was needed held the data up. What was not did so only where a timer had to
   * wake its sender, which then went on: the ACK that it waited for was late, or lost. After a bare
   * FIN nobody waits for data.
   */
  void settle(long fullRttNs) {
    long slackNs = AckRound.slackNs(Math.max(0, fullRttNs)) + Math.max(0, fullRttNs);
    boolean wentOn = nextNewNs != AckRound.NEVER && nextNewNs - repairedNs <= slackNs;
    heldUp = !bareFin && (kind != RetransmissionKind.SPURIOUS || (byTimer && wentOn));
  }

  /** Whether an ACK has covered it. */
  boolean covered;

  boolean hasTimestamp;
  int timestamp;

  /** The original had arrived: nothing was lost. */
  void needless() {
    kind = RetransmissionKind.SPURIOUS;
  }

  /** Which way the data goes. */
  public Direction direction() {
    return direction;
  }

  /** Number of the packet that carried it again. */
  public long packet() {
    return packet;
  }

  /** When it passed again, nanoseconds since the epoch. */
  public long timeNs() {
    return timeNs;
  }

  /** How many segments of the MSS it is: more than 1 for a super-segment. */
  public int segments() {
    return segments;
  }

  /** Number of the packet that carried it first, or 0 where that was not seen. */
  public long originalPacket() {
    return originalPacket;
  }

  /** When it passed first; only where {@link #originalPacket} is not 0. */
  public long originalNs() {
    return originalNs;
  }

  /** Why it was sent again, or {@code SPURIOUS} where the original had arrived. */
  public RetransmissionKind kind() {
    return kind;
  }

  /** What set it off, needed or not. */
  public RetransmissionKind trigger() {
    return trigger;
  }

  /** How often the timer had doubled before this one: 0 for the first, where a timer sent it. */
  public int backOff() {
    return backOff;
  }

  /**
   * Since when the loss held things up: since the time at which the ACK of the original was due.
   */
  public long stallStartNs() {
    return stallStartNs;
  }

  /**
   * When the ACK that covers it passed, or, where that was not seen, when it was sent again; never
   * before {@link #stallStartNs}, and then where it held nothing up.
   */
  public long repairedNs() {
    return heldUp ? repairedNs : stallStartNs;
  }

  /** Whether it carried nothing but a FIN, and perhaps what its protocol says in parting. */
  public boolean bareFin() {
    return bareFin;
  }
}
