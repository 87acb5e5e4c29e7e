package io.tcpdx.connection;

import org.jspecify.annotations.Nullable;

/**
 * Slow start after a pause (RFC 5681 §4.1): nothing was sent for longer than the retransmission
 * timeout, and the first flight after it is far smaller than those before, though there was more to
 * send: the rest waited for ACKs. Holds the latest one.
 */
public final class IdleRestart {
  /**
   * A first flight below this part of the best before it was cut back, in per cent: a window that
   * was kept is filled again, and an RTO halves one that is not.
   */
  private static final int CUT_PERCENT = 70;

  /** A window no larger than the initial one is not taken back (RFC 5681 §4.1, RFC 6928 §2). */
  private static final int USUAL_INITIAL_SEGMENTS = 10;

  private enum State {
    /** None under way. */
    NONE,
    /** A pause is over; the round before it is still to be closed. */
    PAUSED,
    /** The first flight after a pause is under way. */
    FIRST_FLIGHT,
    /** It was small, and the rest waited: does that grow? */
    SECOND_FLIGHT,
    /** It does. */
    REGAINING
  }

  private State state = State.NONE;
  private boolean activeBefore;
  private int count;

  private long bestBytes;

  /** Of the latest pause, and of the latest that turned out to be a restart; swapped, not made. */
  private @Nullable Figures current;

  private @Nullable Figures told;

  private static final class Figures {
    long pauseNs;
    long startNs;
    long packetBefore;
    long firstPacket;
    long nextPacket;
    long flightBeforeBytes;
    long flightAfterBytes;
    long lostNs;
  }

  /** How many have been over so far; the rest of this describes the latest. */
  public int count() {
    return count;
  }

  /** How long nothing was sent, in nanoseconds. */
  public long pauseNs() {
    return told == null ? 0 : told.pauseNs;
  }

  /** When the first segment after the pause passed, nanoseconds since the epoch. */
  public long startNs() {
    return told == null ? 0 : told.startNs;
  }

  /** Number of the last packet with data before the pause. */
  public long packetBefore() {
    return told == null ? 0 : told.packetBefore;
  }

  /** Number of the first packet with data after the pause. */
  public long firstPacket() {
    return told == null ? 0 : told.firstPacket;
  }

  /** Number of the packet that had waited for the first ACK after the pause. */
  public long nextPacket() {
    return told == null ? 0 : told.nextPacket;
  }

  /** The largest flight before the pause, bytes. */
  public long flightBeforeBytes() {
    return told == null ? 0 : told.flightBeforeBytes;
  }

  /** The first flight after it, bytes. */
  public long flightAfterBytes() {
    return told == null ? 0 : told.flightAfterBytes;
  }

  /** How long the sender waited for ACKs until its flight was what it had been. */
  public long lostNs() {
    return told == null ? 0 : told.lostNs;
  }

  private Figures figures() {
    Figures figures = current;
    if (figures == null) {
      figures = new Figures();
      current = figures;
    }
    return figures;
  }

  /** Data comes after a pause. */
  void onPause(Segment segment, long pause, long packet, long bestFlightBytes, boolean active) {
    end();
    state = State.PAUSED;
    activeBefore = active;
    Figures figures = figures();
    figures.pauseNs = pause;
    figures.startNs = segment.timeNs();
    figures.packetBefore = packet;
    figures.firstPacket = segment.number();
    figures.flightBeforeBytes = bestFlightBytes;
    figures.lostNs = 0;
  }

  /**
   * A round is over.
   *
   * @param packet the one that begins the next
   * @param initialWindow the connection's own, bytes, or 0 where it is not known
   * @return whether it belongs to a restart, so that nothing else is to be made of it
   */
  boolean onRound(
      long flight, SendingWaits waits, long packet, long initialWindow, long segmentSize) {
    switch (state) {
      case PAUSED -> state = State.FIRST_FLIGHT;
      case FIRST_FLIGHT -> judgeFirst(flight, waits, packet, initialWindow, segmentSize);
      case SECOND_FLIGHT -> judgeSecond(flight, waits, initialWindow, segmentSize);
      case REGAINING -> regain(flight, waits);
      case NONE -> {}
    }
    return state == State.SECOND_FLIGHT || state == State.REGAINING;
  }

  private void judgeFirst(
      long flight, SendingWaits waits, long packet, long initialWindow, long segmentSize) {
    Figures figures = figures();
    long before = figures.flightBeforeBytes;
    boolean waited = waits.ackNs() > 0 && waits.applicationNs() == 0 && waits.windowNs() == 0;
    long floor = Math.max(initialWindow, USUAL_INITIAL_SEGMENTS * segmentSize);
    boolean cut = before > floor && flight * 100 <= before * CUT_PERCENT;
    state = waited && cut ? State.SECOND_FLIGHT : State.NONE;
    figures.flightAfterBytes = flight;
    bestBytes = flight;
    figures.nextPacket = packet;
    figures.lostNs = waits.ackNs();
  }

  private void judgeSecond(long flight, SendingWaits waits, long initialWindow, long segmentSize) {
    boolean grew = flight * 100 >= bestBytes * SlowStart.GROWTH_PERCENT;
    boolean isInitialWindow =
        initialWindow > 0 && Math.abs(figures().flightAfterBytes - initialWindow) < segmentSize;
    if (!grew && !isInitialWindow) {
      state = State.NONE;
      return;
    }
    state = State.REGAINING;
    regain(flight, waits);
  }

  private void regain(long flight, SendingWaits waits) {
    bestBytes = Math.max(bestBytes, flight);
    boolean there = flight >= figures().flightBeforeBytes;
    if (there || waits.applicationNs() > 0 || waits.windowNs() > 0) {
      end();
      return;
    }
    figures().lostNs += waits.ackNs();
  }

  /** The connection is over, with a flight that no ACK has closed. */
  void finish(long flight, SendingWaits waits, long initialWindow, long segmentSize) {
    if (state == State.SECOND_FLIGHT) {
      judgeSecond(flight, waits, initialWindow, segmentSize);
    }
    end();
  }

  /** What was under way is over, for good or because something else happened. */
  void end() {
    if (state == State.REGAINING) {
      Figures spare = told;
      told = current;
      current = spare;
      count++;
    }
    state = State.NONE;
  }

  /** Whether the sender is regaining its window, as far as can be seen. */
  boolean active() {
    return state == State.SECOND_FLIGHT || state == State.REGAINING;
  }

  /** Whether it turned out to be one. */
  boolean confirmed() {
    return state == State.REGAINING;
  }

  /** Whether the sender was in slow start before the pause. */
  boolean activeBefore() {
    return activeBefore;
  }
}
