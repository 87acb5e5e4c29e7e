package io.tcpdx.lab.program;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What programs logged of the HTTP, DNS and TLS that they spoke: {@code http} in {@code
 * truth.json}, written as it stands. Nothing in it comes from the capture.
 *
 * @param source which logs say so
 * @param timedAt who took the {@code requestSeconds} of transactions: {@code server}; {@code
 *     client} where it is null
 * @param transactions in clear, in the order in which the servers logged them, that is in which
 *     they ended
 * @param maxParallelConnections the most that one client had open at once to one server; null where
 *     no log tells
 * @param lookups of names, in the order in which they began
 * @param tls handshakes, in the order of the connections
 * @param proxied what passed a proxy, by its log
 * @param client the requests as the client timed them, in the order in which they ended
 */
public record HttpTruth(
    String source,
    @Nullable String timedAt,
    List<HttpExchange> transactions,
    @Nullable Integer maxParallelConnections,
    List<Lookup> lookups,
    List<TlsSession> tls,
    List<ProxiedExchange> proxied,
    List<ClientExchange> client) {

  public HttpTruth {
    transactions = List.copyOf(transactions);
    lookups = List.copyOf(lookups);
    tls = List.copyOf(tls);
    proxied = List.copyOf(proxied);
    client = List.copyOf(client);
  }

  public static HttpTruth ofTransactions(String source, List<HttpExchange> transactions) {
    return new HttpTruth(
        source, null, transactions, null, List.of(), List.of(), List.of(), List.of());
  }

  public static HttpTruth ofLookups(String source, List<Lookup> lookups) {
    return new HttpTruth(source, null, List.of(), null, lookups, List.of(), List.of(), List.of());
  }

  public static HttpTruth ofTls(String source, List<TlsSession> tls) {
    return new HttpTruth(source, null, List.of(), null, List.of(), tls, List.of(), List.of());
  }

  public static HttpTruth ofProxied(String source, List<ProxiedExchange> proxied) {
    return new HttpTruth(source, null, List.of(), null, List.of(), List.of(), proxied, List.of());
  }

  public static HttpTruth ofClient(String source, List<ClientExchange> client) {
    return new HttpTruth(source, null, List.of(), null, List.of(), List.of(), List.of(), client);
  }

  /** The same where a log tells how many connections were open at once. */
  public HttpTruth parallel(int connections) {
    return new HttpTruth(source, timedAt, transactions, connections, lookups, tls, proxied, client);
  }

  /** The same with the handshakes of its encrypted connections. */
  public HttpTruth withTls(List<TlsSession> sessions) {
    return new HttpTruth(
        source, timedAt, transactions, maxParallelConnections, lookups, sessions, proxied, client);
  }

  /** The same where a server's log times the requests. */
  public HttpTruth timedAtServer() {
    return new HttpTruth(
        source, "server", transactions, maxParallelConnections, lookups, tls, proxied, client);
  }

  /** Both, as where two programs of a run keep logs. */
  public HttpTruth and(HttpTruth other) {
    Integer parallel =
        maxParallelConnections == null ? other.maxParallelConnections : maxParallelConnections;
    return new HttpTruth(
        source.contains(other.source) ? source : source + "; " + other.source,
        timedAt == null ? other.timedAt : timedAt,
        both(transactions, other.transactions),
        parallel,
        both(lookups, other.lookups),
        both(tls, other.tls),
        both(proxied, other.proxied),
        both(client, other.client));
  }

  private static <T> List<T> both(List<T> some, List<T> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
