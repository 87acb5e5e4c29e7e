package io.tcpdx.detect.http;

import io.tcpdx.connection.ConnectionSummary;
import org.jspecify.annotations.Nullable;

/**
 * The lowest round-trip times of a connection's path, from the capture point to each side and back:
 * what a message needs at least, without anybody's thinking.
 *
 * @param toServerNs to the server, in nanoseconds; -1 where unknown
 * @param toClientNs to the client, in nanoseconds; -1 where unknown
 */
record PathTimes(long toServerNs, long toClientNs) {
  private static final long UNKNOWN = -1;

  static PathTimes of(ConnectionSummary connection) {
    return new PathTimes(
        lower(connection.handshake().serverSideNs(), connection.clientToServer().lowestRttNs()),
        lower(connection.handshake().clientSideNs(), connection.serverToClient().lowestRttNs()));
  }

  private static long lower(@Nullable Long setUpNs, long rttNs) {
    if (setUpNs == null) {
      return rttNs;
    }
    return rttNs < 0 ? setUpNs : Math.min(setUpNs, rttNs);
  }

  /** From one end to the other and back; -1 where unknown. */
  long fullNs() {
    return toServerNs < 0 || toClientNs < 0 ? UNKNOWN : toServerNs + toClientNs;
  }
}
