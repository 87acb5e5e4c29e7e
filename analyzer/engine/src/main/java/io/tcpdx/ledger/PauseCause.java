package io.tcpdx.ledger;

import io.tcpdx.connection.Act;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.Pause;
import io.tcpdx.ledger.Spans.Shape;

/** What a pause is charged to, as long as no later fact claims it. */
final class PauseCause {
  /**
   * A client that says nothing for longer, though it was answered, is not about to ask: a person
   * reads, or a pool keeps the connection. The shortest initial RTO, after which TCP itself takes a
   * connection as idle (RFC 6298 §2.1, RFC 5681 §4.1).
   */
  static final long IDLE_NS = 1_000_000_000L;

  private static final long NEVER = Long.MIN_VALUE;

  private PauseCause() {}

  /** Adds what a pause consists of. */
  static void add(Pause pause, Connection connection, Spans spans) {
    Act before = pause.beforeAct();
    Act after = pause.afterAct();
    if (before == Act.NONE) {
      plain(spans, pause, Cause.UNKNOWN);
    } else if (before == Act.SYN) {
      plain(spans, pause, Cause.HANDSHAKE);
    } else if (pause.endedShut()) {
      Direction held = pause.before();
      long closedNs = pause.windowClosedNs();
      spans.add(pause.endNs(), Shape.WINDOW, Cause.ZERO_WINDOW, held, closedNs, pause.endNs());
    } else if (pause.endingSeen()
        && after != Act.DATA
        && (after != Act.DATA_AGAIN || before == Act.FIN || saidFarewell(pause, connection))) {
      addClosing(pause, connection, spans);
    } else if (after == Act.DATA_AGAIN) {
      addUntilSentAgain(pause, spans);
    } else if (after == Act.END) {
      addTail(pause, connection, spans);
    } else if (pause.before() != pause.after()) {
      addTurn(pause, connection, spans);
    } else if (pause.sameSender()) {
      addSameSender(pause, connection, spans);
    } else {
      addOwnNext(pause, connection, spans);
    }
  }

  private static void plain(Spans spans, Pause pause, Cause cause) {
    spans.add(pause.endNs(), cause);
  }

  /** One side has ended: what it had sent before may still be under way. */
  private static void addClosing(Pause pause, Connection connection, Spans spans) {
    boolean several = pause.flightBytes() > connection.segmentSizeBytes(pause.before());
    long arrivedNs = several ? pause.ackedNs() : NEVER;
    spans.add(pause.endNs(), Shape.DRAIN, Cause.CLOSE, pause.before(), arrivedNs, NEVER);
  }

  /**
   * What is sent again ends nobody's wait: what its loss held up is claimed by it, and where it was
   * needless, all goes on as if it had not been.
   */
  private static void addUntilSentAgain(Pause pause, Spans spans) {
    boolean asked = pause.before() == Direction.CLIENT_TO_SERVER;
    boolean shortly = pause.durationNs() < IDLE_NS;
    Cause wait = asked ? Cause.SERVER_THINK : shortly ? Cause.CLIENT_THINK : Cause.IDLE;
    spans.add(pause.endNs(), Shape.ROUND, wait, pause.after(), NEVER, NEVER);
  }

  /** The other side acts: it had to be reached, and then to think. */
  private static void addTurn(Pause pause, Connection connection, Spans spans) {
    Direction toward = pause.after().opposite();
    long rttNs = connection.halfStream(toward).rttMinNs();
    if (rttNs > 0 && pause.afterAct() == Act.DATA && pause.durationNs() < rttNs - rttNs / 10) {
      plain(spans, pause, Cause.TRANSFER); // sent before this can have arrived: both send at once
      return;
    }
    boolean several = pause.flightBytes() > connection.segmentSizeBytes(pause.before());
    long queuedUntil = several ? pause.ackedNs() : NEVER;
    spans.add(pause.endNs(), Shape.TURN, thinkOf(pause, connection), toward, queuedUntil, NEVER);
  }

  private static Cause thinkOf(Pause pause, Connection connection) {
    boolean clientActs = pause.after() == Direction.CLIENT_TO_SERVER;
    if (!clientActs) {
      boolean quiet = pause.durationNs() >= IDLE_NS && !asks(pause, connection);
      return quiet ? Cause.IDLE : Cause.SERVER_THINK;
    }
    boolean asks = pause.afterAct() == Act.DATA && pause.durationNs() < IDLE_NS;
    return asks ? Cause.CLIENT_THINK : Cause.IDLE;
  }

  private static void addSameSender(Pause pause, Connection connection, Spans spans) {
    switch (pause.limit()) {
      case NONE -> plain(spans, pause, Cause.TRANSFER);
      case CONGESTION_WINDOW ->
          spans.add(
              pause.endNs(),
              pause.slowStart() ? Cause.SLOW_START : Cause.CONGESTION_WINDOW,
              pause.after());
      case RECEIVE_WINDOW -> spans.add(pause.endNs(), Cause.RECEIVE_WINDOW, pause.after());
      case ZERO_WINDOW ->
          spans.add(
              pause.endNs(),
              Shape.WINDOW,
              Cause.ZERO_WINDOW,
              pause.after(),
              pause.windowClosedNs(),
              pause.windowReopenedNs());
      case APPLICATION -> addOwnNext(pause, connection, spans);
      case UNKNOWN -> plain(spans, pause, Cause.UNKNOWN);
    }
  }

  /** The same side goes on, on its own account. */
  private static void addOwnNext(Pause pause, Connection connection, Spans spans) {
    boolean client = pause.after() == Direction.CLIENT_TO_SERVER;
    boolean shortly = pause.durationNs() < IDLE_NS;
    boolean ends = pause.afterAct() == Act.FIN || pause.afterAct() == Act.RESET;
    if (ends && shortly) {
      plain(spans, pause, client ? Cause.CLIENT_THINK : Cause.SERVER_THINK);
    } else if (ends) {
      // A client that gives up after a long wait had asked, and was not answered.
      plain(
          spans, pause, client && pause.beforeAct() == Act.DATA ? Cause.SERVER_THINK : Cause.IDLE);
    } else if (client) {
      plain(spans, pause, shortly ? Cause.CLIENT_THINK : Cause.IDLE);
    } else if (isHousekeeping(connection, pause.after(), pause.endPacket())) {
      plain(spans, pause, Cause.IDLE);
    } else {
      spans.add(pause.endNs(), Shape.GOES_ON, Cause.SERVER_THINK, pause.after(), NEVER, NEVER);
    }
  }

  /** Nothing follows but acknowledgments, and perhaps probes. */
  private static void addTail(Pause pause, Connection connection, Spans spans) {
    if (pause.ackedNs() == NEVER) {
      plain(spans, pause, Cause.UNKNOWN);
      return;
    }
    Cause wait = asks(pause, connection) ? Cause.SERVER_THINK : Cause.IDLE;
    spans.add(pause.endNs(), Shape.REPLY, wait, pause.before(), NEVER, NEVER);
  }

  private static boolean saidFarewell(Pause pause, Connection connection) {
    return pause.before() == pause.after()
        && connection.halfStream(pause.before()).finSeen()
        && isHousekeeping(connection, pause.before(), pause.startPacket());
  }

  /** Whether what passed before the pause may ask for an answer of the server's. */
  private static boolean asks(Pause pause, Connection connection) {
    return pause.before() == Direction.CLIENT_TO_SERVER
        && !isHousekeeping(connection, pause.before(), pause.startPacket());
  }

  /** Whether what that side said last, in that packet, asks nothing and answers nothing. */
  private static boolean isHousekeeping(Connection connection, Direction direction, long packet) {
    return connection.halfStream(direction).saysHousekeepingSince(packet);
  }
}
