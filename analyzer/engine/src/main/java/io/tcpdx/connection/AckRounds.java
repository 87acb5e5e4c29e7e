package io.tcpdx.connection;

import org.jspecify.annotations.Nullable;

/**
 * The latest rounds of a connection, in order, until they settle: a round is handed on once {@link
 * #SETTLE_DEPTH} later ones have passed, or the connection has ended. A fixed ring, reused.
 */
final class AckRounds {
  /** Rounds that pass before one is judged; by then the lowest RTT has been met. */
  static final int SETTLE_DEPTH = 24;

  private static final int CAPACITY = 32;

  private final AckRound[] ring = new AckRound[CAPACITY];
  private int head;
  private int count;

  /** By direction of the data: the latest round, of which what was sent next is not known yet. */
  private final @Nullable AckRound[] open = new AckRound[2];

  /**
   * The same of rounds that acknowledge the last small segment: Nagle's algorithm waits for these.
   */
  private final @Nullable AckRound[] openSmall = new AckRound[2];

  private final AckWaits waits = new AckWaits();

  AckRounds() {
    for (int i = 0; i < CAPACITY; i++) {
      ring[i] = new AckRound();
    }
  }

  /** Makes room for a round about data that goes {@code direction}; the caller has it filled. */
  AckRound add(Direction direction, boolean coversLastSmall) {
    AckRound round = ring[(head + count) & (CAPACITY - 1)];
    count++;
    round.reset();
    round.dataDirection = direction;
    round.coversLastSmall = coversLastSmall;
    (coversLastSmall ? openSmall : open)[direction.index()] = round;
    return round;
  }

  /**
   * Tells the open rounds of that direction which new segment its sender sent next. A full segment
   * that was under way when an ACK passed is not what Nagle's algorithm held: that comes after it.
   *
   * @param senderRttNs lowest RTT between the capture point and the sender, or -1
   */
  void onNewData(Direction direction, Segment segment, boolean small, long senderRttNs) {
    AckRound latest = open[direction.index()];
    if (latest != null) {
      latest.sentNext(segment);
      open[direction.index()] = null;
    }
    AckRound waited = openSmall[direction.index()];
    if (waited == null) {
      return;
    }
    if (!small && segment.payloadLength() > 0 && waited.wasUnderWay(segment, senderRttNs)) {
      waited.lastSentNs = segment.timeNs();
      waited.passedByFull = true;
    } else {
      waited.sentNext(segment);
      openSmall[direction.index()] = null;
    }
  }

  /** Tells the open rounds about data the other way that payload passed after their ACK. */
  void onPayload(Direction direction, long timeNs) {
    noteReversePayload(open[direction.opposite().index()], timeNs);
    noteReversePayload(openSmall[direction.opposite().index()], timeNs);
  }

  private static void noteReversePayload(@Nullable AckRound round, long timeNs) {
    if (round != null && round.nextReversePayloadNs == AckRound.NEVER) {
      round.nextReversePayloadNs = timeNs;
    }
  }

  /** What is sent next is not known any more to have waited: the clock jumped. */
  void forgetOpen() {
    open[0] = null;
    open[1] = null;
    openSmall[0] = null;
    openSmall[1] = null;
  }

  /** The oldest round if it is due, else null; it stays in the ring until {@link #pop}. */
  @Nullable AckRound due(boolean ended) {
    return count > (ended ? 0 : SETTLE_DEPTH) ? ring[head] : null;
  }

  /** How many rounds have not settled yet. */
  int count() {
    return count;
  }

  /** The round that many places behind the oldest. */
  AckRound at(int place) {
    return ring[(head + place) & (CAPACITY - 1)];
  }

  /** Tells the rounds in which the sender waited from those in which it only seems so. */
  AckWaits waits() {
    return waits;
  }

  void pop() {
    for (int i = 0; i < open.length; i++) {
      open[i] = open[i] == ring[head] ? null : open[i];
      openSmall[i] = openSmall[i] == ring[head] ? null : openSmall[i];
    }
    head = (head + 1) & (CAPACITY - 1);
    count--;
  }

  /** Forgets everything, to serve another connection. */
  void clear() {
    waits.clear();
    forgetOpen();
    head = 0;
    count = 0;
  }
}
