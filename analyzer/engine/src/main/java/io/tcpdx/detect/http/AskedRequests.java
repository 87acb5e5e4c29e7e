package io.tcpdx.detect.http;

import io.tcpdx.detect.HostPair;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Transaction;
import io.tcpdx.protocol.Turn;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** When each client asked what of which server, to find a request that was asked again; bounded. */
final class AskedRequests {
  /** Requests kept in all, of some 20 bytes each. */
  static final int MAX_REQUESTS = 1_000_000;

  private static final int FIRST_CAPACITY = 8;

  private final Map<HostPair, Log> logs = new LinkedHashMap<>();
  private int kept;
  private boolean full;

  /** The requests of one client to one server, in no order. */
  private static final class Log {
    long[] asked = new long[FIRST_CAPACITY];
    long[] what = new long[FIRST_CAPACITY];
    int[] connection = new int[FIRST_CAPACITY];
    int size;

    void add(long askedNs, long identity, int id) {
      if (size == asked.length) {
        int more = size + (size >> 1);
        asked = Arrays.copyOf(asked, more);
        what = Arrays.copyOf(what, more);
        connection = Arrays.copyOf(connection, more);
      }
      asked[size] = askedNs;
      what[size] = identity;
      connection[size++] = id;
    }
  }

  /** Takes the requests of a connection that has ended. */
  void add(HostPair hosts, int connection, Conversation conversation) {
    Log log = logs.computeIfAbsent(hosts, pair -> new Log());
    for (Exchange exchange : conversation.exchanges()) {
      if (kept == MAX_REQUESTS) {
        full = true;
        return;
      }
      kept++;
      log.add(exchange.startNs(), identity(exchange), connection);
    }
  }

  /** Whether some were too many to be kept, so that not finding one means nothing. */
  boolean full() {
    return full;
  }

  /** What makes a request the same as another: method, host and target, or else its length. */
  static long identity(Exchange exchange) {
    if (exchange instanceof Transaction transaction) {
      Request request = transaction.request();
      return request == null
          ? -1
          : ((long) request.target().hashCode() << 32)
              ^ (request.method() + ' ' + request.host()).hashCode();
    }
    return exchange instanceof Turn turn ? turn.requestBytes() : -1;
  }

  /**
   * When that was asked again first, on another connection, nanoseconds since the epoch; {@link
   * Exchange#NEVER} where it was not.
   *
   * @param afterNs when it was asked before
   * @param untilNs when asking it is asking for something new
   */
  long againNs(HostPair hosts, int connection, long identity, long afterNs, long untilNs) {
    Log log = logs.get(hosts);
    long againNs = Exchange.NEVER;
    for (int i = 0; log != null && i < log.size; i++) {
      boolean later = log.asked[i] > afterNs && log.asked[i] <= untilNs;
      boolean same = log.what[i] == identity && log.connection[i] != connection;
      if (later && same && (againNs == Exchange.NEVER || log.asked[i] < againNs)) {
        againNs = log.asked[i];
      }
    }
    return againNs;
  }
}
