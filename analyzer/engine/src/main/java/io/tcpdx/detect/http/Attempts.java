package io.tcpdx.detect.http;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Endpoint;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Transaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Remembers requests until it is clear which of them were sent again because they had failed.
 * Connections do not end in the order of their requests, so those that were answered are remembered
 * too; of too many, the requests that were not asked for longest are judged and forgotten.
 */
final class Attempts {
  /** Requests remembered in all: some megabytes. */
  private static final int MAX_ATTEMPTS = 100_000;

  /** Times remembered of the same request. */
  private static final int MAX_ALIKE = 1_000;

  /** Programs wait no longer before they try again: back-off commonly ends at 30 s or 60 s. */
  private static final long MAX_DELAY_NS = 60_000_000_000L;

  /** What comes so many times sooner after a failure than its like after each other is a retry. */
  private static final int SOONER = 2;

  /** Fewer other gaps between requests of a kind are no habit. */
  private static final int MIN_HABIT = 2;

  private final Predicate<Request> wanted;
  private final Map<Key, Group> groups = new LinkedHashMap<>(16, 0.75f, true);
  private final List<Retry> retries = new ArrayList<>();
  private int remembered;

  /**
   * What makes two requests the same, but for the body; of those before and behind a jump of the
   * clock nobody knows how long they lie apart.
   */
  private record Key(
      String client,
      String program,
      String method,
      String target,
      String host,
      String range,
      int stretch) {
    static Key of(ConnectionSummary connection, Request request) {
      String host = request.host();
      return new Key(
          connection.client().address(),
          field(request.message(), "User-Agent"),
          request.method(),
          request.target(),
          host == null ? connection.server().toString() : host,
          field(request.message(), "Range"),
          connection.times().stretchOf(request.message().startNs()));
    }

    private static String field(Message message, String name) {
      String value = message.fields().first(name);
      return value == null ? "" : value;
    }
  }

  /** The times that the same was asked. */
  private static final class Group {
    final ArrayDeque<Attempt> attempts = new ArrayDeque<>();
    final Request request;
    final Endpoint server;

    Group(Request request, Endpoint server) {
      this.request = request;
      this.server = server;
    }
  }

  /**
   * @param wanted which requests to look at
   */
  Attempts(Predicate<Request> wanted) {
    this.wanted = wanted;
  }

  void add(ConnectionSummary connection, Conversation conversation, Charges charges) {
    for (Transaction transaction : conversation.transactions()) {
      Request request = transaction.request();
      if (request != null && wanted.test(request)) {
        Group group =
            groups.computeIfAbsent(
                Key.of(connection, request), key -> new Group(request, connection.server()));
        group.attempts.add(Attempt.of(connection, transaction, request, charges));
        remembered++;
        if (group.attempts.size() > MAX_ALIKE) {
          group.attempts.remove();
          remembered--;
        }
        forgetEldest();
      }
    }
  }

  private void forgetEldest() {
    Iterator<Map.Entry<Key, Group>> eldest = groups.entrySet().iterator();
    while (remembered > MAX_ATTEMPTS && eldest.hasNext()) {
      Map.Entry<Key, Group> entry = eldest.next();
      remembered -= entry.getValue().attempts.size();
      judge(entry.getKey(), entry.getValue());
      eldest.remove();
    }
  }

  /** All requests that were sent again; nothing is remembered afterwards. */
  List<Retry> retries() {
    groups.forEach(this::judge);
    groups.clear();
    remembered = 0;
    retries.sort(Comparator.comparingLong(retry -> retry.first().startNs()));
    return List.copyOf(retries);
  }

  private void judge(Key key, Group group) {
    if (group.attempts.stream().noneMatch(Attempt::failed)) {
      return;
    }
    List<Attempt> sorted =
        group.attempts.stream()
            .sorted(Comparator.comparingLong(Attempt::startNs).thenComparingLong(Attempt::packet))
            .toList();
    boolean[] used = new boolean[sorted.size()];
    for (int i = 0; i < sorted.size(); i++) {
      List<Attempt> chain = new ArrayList<>(List.of(sorted.get(i)));
      int next = used[i] ? -1 : next(sorted, i, used);
      while (next >= 0) {
        used[next] = true;
        chain.add(sorted.get(next));
        next = next(sorted, next, used);
      }
      if (chain.size() > 1) {
        retries.add(new Retry(key.client(), group.server, group.request, chain));
      }
    }
  }

  /** Place of the attempt that followed a failed one because it had failed; -1 without. */
  private static int next(List<Attempt> sorted, int index, boolean[] used) {
    Attempt failed = sorted.get(index);
    if (!failed.failed()) {
      return -1;
    }
    for (int i = index + 1; i < sorted.size(); i++) {
      Attempt later = sorted.get(i);
      boolean after = later.startNs() >= failed.failedNs();
      if (after && later.startNs() - failed.failedNs() > MAX_DELAY_NS) {
        return -1;
      }
      if (after && !used[i] && failed.sameBody(later)) {
        return isHabit(sorted, index, i) ? -1 : i;
      }
    }
    return -1;
  }

  /** Whether the same is asked so often that the next would have come then in any case. */
  private static boolean isHabit(List<Attempt> sorted, int failed, int later) {
    List<Long> gaps = new ArrayList<>();
    Stream.of(sorted.subList(0, failed + 1), sorted.subList(later, sorted.size()))
        .forEach(
            run -> {
              for (int i = 1; i < run.size(); i++) {
                if (!run.get(i - 1).failed()) {
                  gaps.add(run.get(i).startNs() - run.get(i - 1).startNs());
                }
              }
            });
    if (gaps.size() < MIN_HABIT) {
      return false;
    }
    gaps.sort(Comparator.naturalOrder());
    long gapNs = sorted.get(later).startNs() - sorted.get(failed).startNs();
    return gaps.get(gaps.size() / 2) < SOONER * gapNs;
  }
}
