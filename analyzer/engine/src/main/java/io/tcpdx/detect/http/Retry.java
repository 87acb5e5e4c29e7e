package io.tcpdx.detect.http;

import io.tcpdx.connection.Endpoint;
import io.tcpdx.protocol.Request;
import java.util.List;

/**
 * A request that was sent again because it had failed.
 *
 * @param client address of who sent it
 * @param server where it went first
 * @param request what was asked
 * @param attempts all times that it was sent, in order; all but the last have failed
 */
record Retry(String client, Endpoint server, Request request, List<Attempt> attempts) {
  Retry {
    attempts = List.copyOf(attempts);
  }

  Attempt first() {
    return attempts.get(0);
  }

  Attempt last() {
    return attempts.get(attempts.size() - 1);
  }

  /** The attempts that failed. */
  List<Attempt> failed() {
    return attempts.subList(0, attempts.size() - 1);
  }

  /** From the first failure to the next attempt, in nanoseconds. */
  long delayNs() {
    return attempts.get(1).startNs() - first().failedNs();
  }

  /** Whether the bodies were compared, and are the same each time. */
  boolean certain() {
    for (int i = 1; i < attempts.size(); i++) {
      if (!attempts.get(i - 1).certainlyRepeatedBy(attempts.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the server may have got the whole request more than once. */
  boolean sentWhole() {
    return first().whole();
  }

  /** Whether the server can tell it from a new request. */
  boolean keyed() {
    return first().keyed();
  }
}
