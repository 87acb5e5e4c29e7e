package io.tcpdx.connection;

import java.util.ArrayList;
import java.util.List;

/** Keeps the summaries of connections in the order in which they ended. */
final class Ends implements ConnectionListener {
  final List<ConnectionSummary> summaries = new ArrayList<>();
  int starts;

  @Override
  public void onStart(Connection connection) {
    starts++;
  }

  @Override
  public void onSegment(Connection connection, Segment segment) {}

  @Override
  public void onAckRound(Connection connection, AckRound round) {}

  @Override
  public void onEnd(Connection connection, long captureEndNs) {
    summaries.add(connection.summary(captureEndNs));
  }
}
