package io.tcpdx.protocol.http;

import io.tcpdx.connection.Direction;
import io.tcpdx.protocol.Likeness;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Whether bytes begin a message of HTTP/1 (RFC 9112 §2.1). */
public final class HttpLikeness {
  private static final byte[] VERSION = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

  /** Longer names of methods are not known to anybody. */
  private static final int MAX_METHOD_LENGTH = 24;

  private HttpLikeness() {}

  /** Whether these bytes of a direction can begin a request or an answer. */
  public static Likeness of(Direction direction, ByteBuffer buffer, int offset, int length) {
    return direction == Direction.CLIENT_TO_SERVER
        ? request(buffer, offset, length)
        : startsWith(VERSION, buffer, offset, length);
  }

  /**
   * A method in capital letters, a space, and what can begin a target: a path, an authority or an
   * absolute target, or the asterisk (RFC 9112 §3.2).
   */
  static Likeness request(ByteBuffer buffer, int offset, int length) {
    int at = 0;
    while (at < length && at <= MAX_METHOD_LENGTH && isMethodCharacter(buffer.get(offset + at))) {
      at++;
    }
    if (at == length && at <= MAX_METHOD_LENGTH) {
      return Likeness.PERHAPS;
    }
    if (at < 3 || buffer.get(offset + at) != ' ') {
      return Likeness.NO;
    }
    if (at + 1 == length) {
      return Likeness.PERHAPS;
    }
    return startsTarget(buffer, offset, at + 1, length);
  }

  private static Likeness startsTarget(ByteBuffer buffer, int offset, int at, int length) {
    byte first = buffer.get(offset + at);
    if (first == '/') {
      return Likeness.YES;
    }
    if (first == '*') {
      // RFC 9113's preface is written so that it looks like a request.
      boolean options = buffer.get(offset) == 'O';
      return options ? Likeness.YES : Likeness.NO;
    }
    return authority(buffer, offset, at, length);
  }

  /** {@code http://…}, or {@code host:port} as CONNECT has it. */
  private static Likeness authority(ByteBuffer buffer, int offset, int at, int length) {
    for (int i = at; i < length; i++) {
      int c = buffer.get(offset + i) & 0xff;
      if (c == ':') {
        return Likeness.YES;
      }
      boolean name = Character.isLetterOrDigit(c) && c < 0x80;
      if (!name && c != '.' && c != '-' && c != '[' && c != '_' && c != '+') {
        return Likeness.NO;
      }
    }
    return Likeness.PERHAPS;
  }

  private static boolean isMethodCharacter(byte c) {
    return (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  }

  /** Whether these bytes begin an answer. */
  static Likeness response(ByteBuffer buffer, int offset, int length) {
    return startsWith(VERSION, buffer, offset, length);
  }

  private static Likeness startsWith(byte[] prefix, ByteBuffer buffer, int offset, int length) {
    int common = Math.min(prefix.length, length);
    for (int i = 0; i < common; i++) {
      if (buffer.get(offset + i) != prefix[i]) {
        return Likeness.NO;
      }
    }
    return length >= prefix.length ? Likeness.YES : Likeness.PERHAPS;
  }
}
