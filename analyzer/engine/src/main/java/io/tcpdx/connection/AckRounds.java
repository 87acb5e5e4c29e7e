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
  private final @Nullable AckRound[] open = new AckRound[2];

  AckRounds() {
    for (int i = 0; i < CAPACITY; i++) {
      ring[i] = new AckRound();
    }
  }

  /** Makes room for a round about data that goes {@code direction}; the caller has it filled. */
  AckRound add(Direction direction) {
    AckRound round = ring[(head + count) & (CAPACITY - 1)];
    count++;
    round.reset();
    round.dataDirection = direction;
    open[direction.index()] = round;
    return round;
  }

  /** Tells the open round of that direction which new segment its sender sent next. */
  void onNewData(Direction direction, Segment segment, boolean fin) {
    AckRound round = open[direction.index()];
    if (round == null) {
      return;
    }
    round.nextPacket = segment.number();
    round.nextNs = segment.timeNs();
    round.nextBytes = segment.payloadLength();
    round.nextEnd = segment.end();
    round.nextFin = fin;
    open[direction.index()] = null;
  }

  /** Tells the open round about data the other way that payload passed after its ACK. */
  void onPayload(Direction direction, long timeNs) {
    AckRound round = open[direction.opposite().index()];
    if (round != null && round.nextReversePayloadNs == AckRound.NEVER) {
      round.nextReversePayloadNs = timeNs;
    }
  }

  /** The oldest round if it is due, else null; it stays in the ring until {@link #pop}. */
  @Nullable AckRound due(boolean ended) {
    return count > (ended ? 0 : SETTLE_DEPTH) ? ring[head] : null;
  }

  void pop() {
    for (int i = 0; i < open.length; i++) {
      if (open[i] == ring[head]) {
        open[i] = null;
      }
    }
    head = (head + 1) & (CAPACITY - 1);
    count--;
  }

  /** Forgets everything, to serve another connection. */
  void clear() {
    head = 0;
    count = 0;
    open[0] = null;
    open[1] = null;
  }
}
