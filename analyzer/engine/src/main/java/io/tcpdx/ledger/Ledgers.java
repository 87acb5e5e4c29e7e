package io.tcpdx.ledger;

import io.tcpdx.connection.AckRound;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionListener;
import io.tcpdx.connection.Pause;
import io.tcpdx.connection.Retransmission;
import io.tcpdx.connection.Segment;
import io.tcpdx.protocol.Conversation;
import java.util.function.Function;

/** Keeps the ledger of every connection of a capture. */
public final class Ledgers implements ConnectionListener {
  private final int slot;
  private final Function<Connection, Conversation> conversations;

  /**
   * @param slot where the connections carry their ledgers
   * @param conversations tells what was said on a connection so far
   */
  public Ledgers(int slot, Function<Connection, Conversation> conversations) {
    this.slot = slot;
    this.conversations = conversations;
  }

  @Override
  public void onStart(Connection connection) {
    connection.attach(slot, new ConnectionLedger(connection, conversations));
  }

  @Override
  public void onSegment(Connection connection, Segment segment) {}

  @Override
  public void onPause(Connection connection, Pause pause) {
    of(connection).onPause(connection, pause);
  }

  @Override
  public void onAckRound(Connection connection, AckRound round) {
    of(connection).onAckRound(round);
  }

  @Override
  public void onRetransmission(Connection connection, Retransmission retransmission) {
    of(connection).onRetransmission(retransmission);
  }

  @Override
  public void onEnd(Connection connection, long captureEndNs) {
    of(connection).finish(connection);
  }

  /** What the time of a connection was charged to that has ended. */
  public Charges charges(Connection connection) {
    return of(connection).charges();
  }

  /** What it would be charged to if the connection ended here. */
  public Charges chargesSoFar(Connection connection) {
    return of(connection).chargesSoFar(connection);
  }

  private ConnectionLedger of(Connection connection) {
    if (connection.attachment(slot) instanceof ConnectionLedger ledger) {
      return ledger;
    }
    throw new IllegalStateException("connection " + connection.id() + " was not started here");
  }
}
