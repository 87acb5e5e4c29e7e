package io.tcpdx.protocol;

/** What tells where a message's body ends (RFC 9112 §6.3). */
public enum BodyDelimiter {
  /** There is none: HEAD, 1xx, 204, 304, or a request without length. */
  NONE,
  /** Content-Length. */
  LENGTH,
  /** The last chunk of Transfer-Encoding: chunked. */
  CHUNKED,
  /** The end of the connection: an answer without length. */
  CLOSE,
  /** Nothing: the connection is no longer HTTP (CONNECT, Upgrade; RFC 9110 §7.8, §9.3.6). */
  TUNNEL,
  /** The frames of HTTP/2 (RFC 9113 §8.1). */
  FRAMES
}
