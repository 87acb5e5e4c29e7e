package io.tcpdx.connection;

/**
 * Where on the path a connection was captured, judged by the time that each side takes to answer.
 */
public enum CapturePoint {
  /** At the client, or next to it. */
  CLIENT,
  /** At the server, or next to it. */
  SERVER,
  /** On the path, far from both. */
  BETWEEN,
  /** One direction is missing, or neither side was seen to answer. */
  UNKNOWN
}
