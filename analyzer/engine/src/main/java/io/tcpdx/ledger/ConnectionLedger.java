package io.tcpdx.ledger;

import io.tcpdx.connection.AckRound;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.Pause;
import io.tcpdx.connection.Retransmission;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.TlsHandshake;
import java.util.function.Function;

/**
 * The ledger of one connection: charges every instant of its life to exactly one cause.
 *
 * <p>The pauses between two acts follow each other without a gap from the first segment to the
 * last; each gets a cause from who acted before and after ({@link PauseCause}). Facts that are
 * known later (a loss repaired, a segment held by Nagle's algorithm, an ACK held back) claim their
 * time over that, in the order of {@link Cause#precedence}. Charging waits until no more facts can
 * come, or there are too many pauses to remember.
 */
final class ConnectionLedger {
  private static final int NETWORK = Charges.owner(Cause.NETWORK, Direction.CLIENT_TO_SERVER);
  private static final int TRANSFER = Charges.owner(Cause.TRANSFER, Direction.CLIENT_TO_SERVER);
  private static final int UNKNOWN = Charges.owner(Cause.UNKNOWN, Direction.CLIENT_TO_SERVER);

  private final Charges charges;
  private final Spans spans;
  private final Claims claims;
  private final Pushes pushes;
  private final Function<Connection, Conversation> conversations;

  /**
   * Who owed what; asked for at the connection's end. Of one with so many pauses that the oldest
   * are charged before, these are charged by the turns alone.
   */
  private Owed owed = Owed.of(Conversation.NONE);

  /** As long as it is not known, answers are taken to come in pieces. */
  private boolean encrypted = true;

  /** The set-up of TLS has claimed its time, or is known not to. */
  private boolean tlsClaimed;

  ConnectionLedger(Connection connection, Function<Connection, Conversation> conversations) {
    this.conversations = conversations;
    charges = new Charges(connection.startNs());
    spans = new Spans(connection.startNs());
    claims = new Claims();
    pushes = new Pushes();
  }

  private ConnectionLedger(ConnectionLedger other) {
    conversations = other.conversations;
    charges = other.charges.copy();
    spans = other.spans.copy();
    claims = other.claims.copy();
    pushes = other.pushes.copy();
    tlsClaimed = other.tlsClaimed;
  }

  void onPause(Connection connection, Pause pause) {
    pushes.onPause(pause);
    PauseCause.add(pause, connection, spans);
    if (spans.full()) {
      charge(connection, Spans.MAX_SPANS / 2);
    }
  }

  void onAckRound(AckRound round) {
    Direction data = round.dataDirection();
    switch (round.waitedFor()) {
      case NAGLE -> claims.add(round.waitStartNs(), round.waitEndNs(), Cause.NAGLE, data);
      case DELAYED_ACK ->
          claims.add(round.waitStartNs(), round.waitEndNs(), Cause.DELAYED_ACK, data);
      case NOTHING -> {}
    }
  }

  void onRetransmission(Retransmission retransmission) {
    claims.add(
        retransmission.stallStartNs(),
        retransmission.repairedNs(),
        Cause.LOSS_RECOVERY,
        retransmission.direction());
  }

  /** The connection has ended, and all its pauses and facts were told. */
  void finish(Connection connection) {
    spans.add(connection.endNs(), Cause.UNKNOWN);
    Conversation conversation = conversations.apply(connection);
    owed = Owed.of(conversation);
    encrypted = conversation.tls() != null;
    charge(connection, spans.count());
  }

  /** What was charged, once {@link #finish} was called. */
  Charges charges() {
    return charges;
  }

  /** What would be charged if the connection ended here; changes nothing. */
  Charges chargesSoFar(Connection connection) {
    ConnectionLedger ended = new ConnectionLedger(this);
    ended.finish(connection);
    return ended.charges;
  }

  /**
   * Asked for once, when the first time is charged: a set-up comes first, and is over by then. It
   * ends when the client may send data, or else with the alert that ended it.
   */
  private void claimTls(Connection connection) {
    if (tlsClaimed) {
      return;
    }
    tlsClaimed = true;
    TlsHandshake tls = conversations.apply(connection).tls();
    Long startNs = tls == null ? null : tls.startNs();
    if (tls != null && startNs != null) {
      Long heardNs = tls.heardNs(connection.halfStream(Direction.SERVER_TO_CLIENT).rttMinNs());
      claims.add(
          startNs,
          heardNs == null ? startNs : heardNs,
          Cause.TLS_HANDSHAKE,
          Direction.CLIENT_TO_SERVER);
    }
  }

  private void charge(Connection connection, int number) {
    claimTls(connection);
    long from = spans.startNs();
    for (int i = 0; i < number; i++) {
      chargeSpan(connection, i, from);
      from = spans.end(i);
    }
    spans.drop(number);
    claims.forgetUntil(from);
  }

  private void chargeSpan(Connection connection, int index, long from) {
    long end = spans.end(index);
    Direction way = spans.way(index);
    int owner = Charges.owner(cause(index, from), way);
    long mark = Math.max(from, Math.min(end, spans.mark(index)));
    switch (spans.shape(index)) {
      case PLAIN, GOES_ON -> charge(from, end, owner);
      case WINDOW -> {
        int room = Charges.owner(Cause.RECEIVE_WINDOW, way);
        long second = Math.max(mark, Math.min(end, spans.secondMark(index)));
        charge(from, mark, room);
        charge(mark, second, owner);
        charge(second, end, room);
      }
      case DRAIN -> {
        long rttNs = Math.max(0, rttNs(connection, index));
        long drained = mark > from ? Math.max(from, mark - rttNs) : from;
        charge(from, drained, TRANSFER);
        charge(drained, end, owner);
      }
      case REPLY -> chargeReply(index, owner, rttNs(connection, index), from, from);
      case ROUND -> chargeReply(index, owner, connection.fullRttNs(), from, from);
      case TURN -> chargeReply(index, owner, rttNs(connection, index), from, mark);
    }
  }

  private void chargeReply(int index, int owner, long rttNs, long from, long queuedUntil) {
    long end = spans.end(index);
    if (rttNs < 0) {
      charge(from, end, UNKNOWN);
      return;
    }
    long propagated = Math.min(end, from + rttNs);
    long queued = Math.max(propagated, queuedUntil);
    charge(from, propagated, NETWORK);
    charge(propagated, queued, TRANSFER);
    charge(queued, end, owner);
  }

  /**
   * What a span is charged to once it is known what was owed in it: nobody waits for one who owes
   * nothing.
   */
  private Cause cause(int index, long from) {
    Cause cause = spans.cause(index);
    if (cause != Cause.SERVER_THINK && cause != Cause.CLIENT_THINK && cause != Cause.IDLE) {
      return cause;
    }
    long lastedNs = spans.end(index) - from;
    return switch (owed.at(from)) {
      case SERVER -> Cause.SERVER_THINK;
      case CLIENT -> cause == Cause.IDLE ? Cause.CLIENT_THINK : cause;
      case NOBODY -> lastedNs >= PauseCause.IDLE_NS ? Cause.IDLE : cause;
      case UNKNOWN -> cause == Cause.SERVER_THINK && unasked(index, lastedNs) ? Cause.IDLE : cause;
    };
  }

  /**
   * Whether what ends a span hardly was an answer, as far as one can judge who understands none.
   */
  private boolean unasked(int index, long lastedNs) {
    if (spans.shape(index) == Spans.Shape.GOES_ON) {
      return lastedNs >= (encrypted ? Pushes.MIN_SILENCE_NS : PauseCause.IDLE_NS);
    }
    return lastedNs >= Pushes.MIN_SILENCE_NS && pushes.any();
  }

  private long rttNs(Connection connection, int index) {
    return connection.halfStream(spans.way(index)).rttMinNs();
  }

  private void charge(long from, long end, int base) {
    long at = from;
    while (at < end) {
      long until = claims.nextEdge(at, end);
      charges.add(until, claims.at(at, base));
      at = until;
    }
  }
}
