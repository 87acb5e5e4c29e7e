package io.tcpdx.lab.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What one program did and when, and the figures that become truth. Thread-safe. */
public final class ProgramLog {

  private static final String OWN_PROGRAMS =
      "the program that asked: requestSeconds from its write of the request to its read of the"
          + " answer's last byte, bodyBytes as read";

  /** Nanoseconds since 1970 at monotonic time 0, so that every event carries both times. */
  private final long wallOffsetNs;

  private final List<Map<String, Object>> events = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> connectNs = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> handshakeNs = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> roundNs = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> stallNs = Collections.synchronizedList(new ArrayList<>());

  private final List<SendingSamples> samples = Collections.synchronizedList(new ArrayList<>());
  private final List<PortUse> portUses = Collections.synchronizedList(new ArrayList<>());
  private final List<HttpExchange> exchanges = Collections.synchronizedList(new ArrayList<>());
  private final List<HttpCircumstances> circumstances =
      Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger httpConnections = new AtomicInteger();
  private volatile @Nullable TimeWaitPeak timeWaitPeak;
  private volatile @Nullable HttpTruth http;
  private volatile boolean unwatched;
  private volatile boolean terse;

  public ProgramLog(long wallOffsetNs) {
    this.wallOffsetNs = wallOffsetNs;
  }

  /** From now on keeps no single calls: one line per connection is enough where there are many. */
  public void terse() {
    terse = true;
  }

  /** Notes an event; {@code details} are pairs of key and value. */
  public void event(String name, Object... details) {
    if (!terse) {
      note(name, details);
    }
  }

  private void note(String name, Object... details) {
    long now = System.nanoTime();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", name);
    line.put("monotonicNs", now);
    line.put("wallNs", now + wallOffsetNs);
    for (int i = 0; i < details.length; i += 2) {
      line.put((String) details[i], details[i + 1]);
    }
    events.add(line);
  }

  /**
   * Notes a connection.
   *
   * @param ns how long connect(2) took
   * @param kernelRttNs the kernel's own first round trip (SYN to SYN-ACK); 0 where it has none
   */
  void connected(long ns, long kernelRttNs) {
    connectNs.add(ns);
    handshakeNs.add(kernelRttNs > 0 ? kernelRttNs : ns);
  }

  void round(long ns) {
    roundNs.add(ns);
  }

  void sampled(SendingSamples sending) {
    samples.add(sending);
  }

  /** Notes a connection that has ended, or that could not be made. */
  void portUsed(PortUse use) {
    portUses.add(use);
    note(
        "use",
        "localPort",
        use.localPort(),
        "port",
        use.port(),
        "ns",
        use.endNs() - use.startNs(),
        "errno",
        use.errno(),
        "synsAgain",
        use.synsAgain());
  }

  /** Notes a request that a program of the lab made, once it is answered or never will be. */
  void exchanged(HttpExchange exchange, HttpCircumstances known) {
    synchronized (exchanges) {
      exchanges.add(exchange);
      circumstances.add(known);
    }
    note("exchange", "exchange", exchange, "circumstances", known);
  }

  /** The requests of the lab's own programs, in the order in which they ended. */
  public List<HttpExchange> exchanges() {
    return List.copyOf(exchanges);
  }

  /** One for each of {@link #exchanges}. */
  public List<HttpCircumstances> circumstances() {
    return List.copyOf(circumstances);
  }

  /** How many connections for HTTP the lab's own programs made before this one. */
  int nextHttpConnection() {
    return httpConnections.getAndIncrement();
  }

  void timeWaits(TimeWaitPeak peak) {
    timeWaitPeak = peak;
    note("most in TIME_WAIT", "sockets", peak.sockets(), "atNs", peak.monotonicNs());
  }

  /** One for each short connection, in the order of their ends. */
  public List<PortUse> portUses() {
    return List.copyOf(portUses);
  }

  /** What this side held in TIME_WAIT; null where nobody watched. */
  public @Nullable TimeWaitPeak timeWaitPeak() {
    return timeWaitPeak;
  }

  /** Adds what was logged of HTTP, DNS or TLS; to be called by one thread. */
  public void http(HttpTruth logged) {
    HttpTruth before = http;
    http = before == null ? logged : before.and(logged);
  }

  /** What was logged of HTTP, DNS and TLS; null where nothing was. */
  public @Nullable HttpTruth http() {
    if (exchanges.isEmpty()) {
      return http;
    }
    HttpTruth own = HttpTruth.ofTransactions(OWN_PROGRAMS, exchanges());
    HttpTruth others = http;
    return others == null ? own : own.and(others);
  }

  /** A program that is not the lab's own ran here: nobody saw which of its writes were held. */
  public void unwatched() {
    unwatched = true;
  }

  /** Whether {@link #unwatched} was called: the absence of stalls in this log says nothing. */
  public boolean isUnwatched() {
    return unwatched;
  }

  void stall(long ns) {
    stallNs.add(ns);
  }

  /** Forgets figures taken before the capture began; the events stay. */
  void restartFigures() {
    roundNs.clear();
    stallNs.clear();
    connectNs.clear();
    handshakeNs.clear();
    exchanges.clear();
    circumstances.clear();
  }

  /** What the kernel said of the connections that this program had sampled. */
  public List<SendingSamples> samples() {
    return List.copyOf(samples);
  }

  /** What to add to a monotonic time to have nanoseconds since 1970. */
  public long wallOffsetNs() {
    return wallOffsetNs;
  }

  public List<Map<String, Object>> events() {
    return List.copyOf(events);
  }

  /** Durations of connect(2), nanoseconds. */
  public List<Long> connectNs() {
    return List.copyOf(connectNs);
  }

  /** Round trips of the handshakes, by the kernel's clock where it took one, nanoseconds. */
  public List<Long> handshakeNs() {
    return List.copyOf(handshakeNs);
  }

  /** Durations of request–response rounds, nanoseconds. */
  public List<Long> roundNs() {
    return List.copyOf(roundNs);
  }

  /** How long the kernel kept data that the program had written unsent, nanoseconds each. */
  public List<Long> stallNs() {
    return List.copyOf(stallNs);
  }
}
