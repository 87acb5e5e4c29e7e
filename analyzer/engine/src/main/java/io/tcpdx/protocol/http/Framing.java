package io.tcpdx.protocol.http;

import io.tcpdx.protocol.BodyDelimiter;
import org.jspecify.annotations.Nullable;

/**
 * Where a message's body ends (RFC 9112 §6.3).
 *
 * @param delimiter what tells
 * @param length of the body in bytes; null unless Content-Length tells
 */
record Framing(BodyDelimiter delimiter, @Nullable Long length) {
  static final Framing NONE = new Framing(BodyDelimiter.NONE, null);

  /** The head was not seen to its end; as good as none. */
  static final Framing UNKNOWN = NONE;

  static final Framing CLOSE = new Framing(BodyDelimiter.CLOSE, null);
  private static final Framing CHUNKED = new Framing(BodyDelimiter.CHUNKED, null);
  private static final Framing TUNNEL = new Framing(BodyDelimiter.TUNNEL, null);

  /** Of a request. */
  static Framing ofRequest(Head head) {
    if (!head.transferCodings().isEmpty()) {
      return head.chunked() ? CHUNKED : CLOSE;
    }
    return head.contentLength() == null ? NONE : ofLength(head);
  }

  /**
   * Of an answer.
   *
   * @param method of the request; null where that was not seen
   */
  static Framing ofResponse(Head head, @Nullable String method) {
    int status = head.status();
    if (status == 101 || ("CONNECT".equals(method) && status / 100 == 2)) {
      return TUNNEL;
    }
    if (status / 100 == 1 || status == 204 || status == 304 || "HEAD".equals(method)) {
      return NONE;
    }
    if (!head.transferCodings().isEmpty()) {
      return head.chunked() ? CHUNKED : CLOSE;
    }
    return head.contentLength() == null ? CLOSE : ofLength(head);
  }

  private static Framing ofLength(Head head) {
    // Of lengths that differ nobody knows which the receiver takes; the first is as good as any.
    return new Framing(BodyDelimiter.LENGTH, head.contentLength());
  }
}
