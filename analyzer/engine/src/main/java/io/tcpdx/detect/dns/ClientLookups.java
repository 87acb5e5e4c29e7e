package io.tcpdx.detect.dns;

import io.tcpdx.connection.DurationHistogram;
import io.tcpdx.detect.Evidence;
import io.tcpdx.protocol.Lookup;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** The look-ups of one client that took long, were asked again or failed. */
final class ClientLookups {
  /**
   * A look-up that a connection waits for and that takes longer is felt (RFC 8305 §3 lets a client
   * wait 50 ms for the second kind of address).
   */
  static final long SLOW_NS = 100_000_000L;

  /** Names that do not exist, remembered for the longer or shorter one that is asked for next. */
  private static final int MAX_MISSES = 64;

  /** A resolver goes on along its search list at once; an answer later than this is another's. */
  private static final long SEARCH_NS = 30_000_000_000L;

  private static final int MAX_NAMES = 3;

  final DurationHistogram durations = new DurationHistogram();
  final Evidence evidence = new Evidence();
  final Set<String> names = new LinkedHashSet<>();
  final Set<String> resolvers = new LinkedHashSet<>();
  private final ArrayDeque<Lookup> misses = new ArrayDeque<>();
  private final Set<Long> searched = new HashSet<>();
  long all;
  long slow;
  long retried;
  long attempts;
  long unanswered;
  long refused;
  long missesBeforeAnswers;
  long waitedNs;
  private long largestWaitNs;

  /**
   * @param durationNs how long it took, in nanoseconds
   */
  void add(Lookup lookup, long durationNs) {
    all++;
    boolean answered = lookup.outcome() != Lookup.Outcome.UNANSWERED;
    if (!answered && lookup.attempts() < 2) {
      return; // a client without an answer asks again; the capture may just have missed it
    }
    if (answered) {
      durations.sample(durationNs);
    }
    switch (lookup.outcome()) {
      case UNANSWERED -> unanswered++;
      case SERVFAIL, REFUSED -> refused++;
      case NXDOMAIN -> remember(lookup);
      case ANSWERED, NO_DATA -> countSearch(lookup);
    }
    boolean again = lookup.attempts() > 1;
    boolean late = answered && durationNs >= SLOW_NS;
    retried += again ? 1 : 0;
    slow += late ? 1 : 0;
    boolean failed =
        !answered
            || lookup.outcome() == Lookup.Outcome.SERVFAIL
            || lookup.outcome() == Lookup.Outcome.REFUSED;
    if (again || late || failed) {
      show(lookup);
    }
  }

  private void show(Lookup lookup) {
    attempts = Math.max(attempts, lookup.attempts());
    evidence.add(lookup.startNs(), lookup.firstPacket(), lookup.lastPacket());
    if (names.size() < MAX_NAMES) {
      names.add(lookup.name());
    }
    boolean ownHost = lookup.resolver().address().equals(lookup.client());
    if (!ownHost) {
      resolvers.add(lookup.resolver().address());
    }
  }

  private void remember(Lookup miss) {
    misses.add(miss);
    if (misses.size() > MAX_MISSES) {
      misses.remove();
    }
  }

  /** Which names that do not exist were asked for on the way to this one. */
  private void countSearch(Lookup found) {
    for (Lookup miss : misses) {
      if (belongs(miss, found) && searched.add(miss.firstPacket())) {
        missesBeforeAnswers++;
        show(miss);
      }
    }
  }

  /** A search list appends domains to a name, and asks for the name itself at last or at first. */
  private static boolean belongs(Lookup miss, Lookup found) {
    long betweenNs = found.startNs() - miss.startNs();
    return miss.name().startsWith(found.name() + ".") && betweenNs >= 0 && betweenNs < SEARCH_NS;
  }

  /** A connection had to wait for this look-up. */
  void waitedFor(Lookup lookup) {
    long startNs = lookup.startNs();
    for (Lookup miss : misses) {
      if (belongs(miss, lookup)) {
        startNs = Math.min(startNs, miss.startNs());
      }
    }
    long waited = lookup.endNs() - startNs;
    boolean notable = waited >= SLOW_NS || lookup.attempts() > 1 || startNs < lookup.startNs();
    if (notable) {
      waitedNs += waited;
      largestWaitNs = Math.max(largestWaitNs, waited);
    }
  }

  /** The longest that one connection waited, in nanoseconds. */
  long largestWaitNs() {
    return largestWaitNs;
  }
}
