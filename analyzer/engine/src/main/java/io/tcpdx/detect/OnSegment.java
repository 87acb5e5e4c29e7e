package io.tcpdx.detect;

import io.tcpdx.connection.Connection;
import io.tcpdx.connection.Segment;

/** For connection detectors that want to see every segment. */
public interface OnSegment {
  /** A segment was taken; the connection's state includes it. */
  void onSegment(Connection connection, Segment segment);
}
