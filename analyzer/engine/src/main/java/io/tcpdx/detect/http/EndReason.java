package io.tcpdx.detect.http;

/** Why a connection was no longer there for the next request. */
enum EndReason {
  /** A message said {@code Connection: close} (RFC 9112 §9.6). */
  CONNECTION_CLOSE("connectionClose"),
  /** HTTP/1.0, or 0.9, and {@code keep-alive} was not said (RFC 9112 §9.3). */
  HTTP_1_0("http10"),
  /** As many requests as the server allows on one. */
  KEEP_ALIVE_MAX("keepAliveMax"),
  /** Idle for as long as the server had announced to keep it. */
  KEEP_ALIVE_TIMEOUT("keepAliveTimeout"),
  /** An answer without length, which only the connection's end could end (RFC 9112 §6.3). */
  NO_LENGTH("noLength"),
  /** Idle for a while, about which nothing had been said. */
  IDLE_TIMEOUT("idleTimeout"),
  /** The client closed it once it had its answer. */
  CLIENT_CLOSED("clientClosed"),
  /** The server closed it once it had answered, without having said so. */
  SERVER_CLOSED("serverClosed"),
  /** It was there: open, and without anything to do. */
  IDLE_IGNORED("idleConnectionIgnored");

  private final String word;

  EndReason(String word) {
    this.word = word;
  }

  /** What the report's metric calls it. */
  String word() {
    return word;
  }
}
