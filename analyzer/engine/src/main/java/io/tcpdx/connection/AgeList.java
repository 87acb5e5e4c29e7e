package io.tcpdx.connection;

import org.jspecify.annotations.Nullable;

/** Connections in the order of their latest segment, linked through the connections themselves. */
final class AgeList {
  private @Nullable Connection oldest;
  private @Nullable Connection newest;

  @Nullable Connection oldest() {
    return oldest;
  }

  void add(Connection connection) {
    connection.older = newest;
    connection.newer = null;
    if (newest == null) {
      oldest = connection;
    } else {
      newest.newer = connection;
    }
    newest = connection;
  }

  void remove(Connection connection) {
    Connection before = connection.older;
    Connection after = connection.newer;
    if (before == null) {
      oldest = after;
    } else {
      before.newer = after;
    }
    if (after == null) {
      newest = before;
    } else {
      after.older = before;
    }
    connection.older = null;
    connection.newer = null;
  }
}
