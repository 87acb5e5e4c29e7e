package io.tcpdx.detect;

import io.tcpdx.connection.Connection;
import io.tcpdx.connection.Pause;

/** For connection detectors that ask what held a sender back. */
public interface OnPause {
  /** The time between two acts of a connection is over; told after the segment that ends it. */
  void onPause(Connection connection, Pause pause);
}
