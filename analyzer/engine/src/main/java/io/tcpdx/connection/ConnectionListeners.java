package io.tcpdx.connection;

/** Tells several listeners, in order. */
public final class ConnectionListeners implements ConnectionListener {
  private final ConnectionListener[] listeners;

  public ConnectionListeners(ConnectionListener... listeners) {
    this.listeners = listeners.clone();
  }

  @Override
  public void onStart(Connection connection) {
    for (ConnectionListener listener : listeners) {
      listener.onStart(connection);
    }
  }

  @Override
  public void onSegment(Connection connection, Segment segment) {
    for (ConnectionListener listener : listeners) {
      listener.onSegment(connection, segment);
    }
  }

  @Override
  public void onCopy(Connection connection, Segment segment) {
    for (ConnectionListener listener : listeners) {
      listener.onCopy(connection, segment);
    }
  }

  @Override
  public void onAckRound(Connection connection, AckRound round) {
    for (ConnectionListener listener : listeners) {
      listener.onAckRound(connection, round);
    }
  }

  @Override
  public void onRetransmission(Connection connection, Retransmission retransmission) {
    for (ConnectionListener listener : listeners) {
      listener.onRetransmission(connection, retransmission);
    }
  }

  @Override
  public void onPause(Connection connection, Pause pause) {
    for (ConnectionListener listener : listeners) {
      listener.onPause(connection, pause);
    }
  }

  @Override
  public void onEnd(Connection connection, long captureEndNs) {
    for (ConnectionListener listener : listeners) {
      listener.onEnd(connection, captureEndNs);
    }
  }
}
