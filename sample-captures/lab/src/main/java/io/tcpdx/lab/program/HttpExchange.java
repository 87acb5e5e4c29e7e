package io.tcpdx.lab.program;

import org.jspecify.annotations.Nullable;

/**
 * A request and its answer, as a program's own log tells it. What the log does not tell is null.
 *
 * @param clientPort of the connection, on the side that opened it
 * @param serverPort of the connection; tells the two legs at a proxy apart
 * @param connection its number, as the server counts its connections (nginx counts those to its
 *     upstreams too)
 * @param indexOnConnection requests that came before it on the same connection
 * @param method as in the request line; null where none could be read
 * @param target as in the request line
 * @param status of the final answer; null where none was sent
 * @param bodyBytes content of the answer, without the framing of chunks (RFC 9112 §7.1)
 * @param framedBodyBytes the same with that framing
 * @param requestSeconds from the request's first byte to the answer's last byte, at the place that
 *     {@link HttpTruth#timedAt} names
 * @param complete whether the whole answer was written
 */
public record HttpExchange(
    @Nullable Integer clientPort,
    @Nullable Integer serverPort,
    @Nullable Long connection,
    @Nullable Integer indexOnConnection,
    @Nullable String method,
    @Nullable String target,
    @Nullable Integer status,
    @Nullable Long bodyBytes,
    @Nullable Long framedBodyBytes,
    @Nullable Double requestSeconds,
    @Nullable Boolean complete) {

  /** One whose length is the same with and without framing: it has none, or the log knows none. */
  public static HttpExchange of(
      @Nullable Integer clientPort,
      @Nullable Integer serverPort,
      @Nullable Integer indexOnConnection,
      @Nullable String method,
      @Nullable String target,
      @Nullable Integer status,
      @Nullable Long bodyBytes,
      @Nullable Double requestSeconds,
      @Nullable Boolean complete) {
    return new HttpExchange(
        clientPort,
        serverPort,
        null,
        indexOnConnection,
        method,
        target,
        status,
        bodyBytes,
        bodyBytes,
        requestSeconds,
        complete);
  }
}
