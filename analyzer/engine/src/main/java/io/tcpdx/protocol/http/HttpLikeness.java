package io.tcpdx.protocol.http;

import io.tcpdx.connection.Direction;
import io.tcpdx.protocol.Likeness;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Whether bytes begin a message of HTTP/1 (RFC 9112 §2.1). */
public final class HttpLikeness {
  private static final byte[] VERSION = ascii("HTTP/1.");
  private static final byte[] BEFORE_VERSION = ascii(" HTTP/1.");
  private static final int VERSION_DIGITS = 1;
  private static final byte[] CONNECT = ascii("CONNECT ");
  private static final byte[][] SCHEMES = {ascii("http://"), ascii("https://"), ascii("ftp://")};

  /** Longer names of methods are not known to anybody. */
  private static final int MAX_METHOD_LENGTH = 24;

  /** Servers take lines of 8000 bytes (RFC 9112 §3). */
  private static final int MAX_LINE_LENGTH = 8192;

  private static final byte DELETE = 0x7f;

  private HttpLikeness() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

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
    if (startsWith(CONNECT, buffer, offset, length) == Likeness.YES) {
      return authority(buffer, offset, at, length);
    }
    return absolute(buffer, offset + at, length - at);
  }

  /**
   * A request to a proxy; other schemes are those of other protocols (SIP, RTSP). Their case means
   * nothing (RFC 3986 §3.1).
   */
  private static Likeness absolute(ByteBuffer buffer, int offset, int length) {
    Likeness likeness = Likeness.NO;
    for (byte[] scheme : SCHEMES) {
      int common = Math.min(scheme.length, length);
      boolean same = true;
      for (int i = 0; same && i < common; i++) {
        same = lower(buffer.get(offset + i)) == scheme[i];
      }
      if (same && length >= scheme.length) {
        return Likeness.YES;
      }
      likeness = same ? Likeness.PERHAPS : likeness;
    }
    return likeness;
  }

  private static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
  }

  /** {@code host:port} as CONNECT has it (RFC 9112 §3.2.3). */
  private static Likeness authority(ByteBuffer buffer, int offset, int at, int length) {
    for (int i = at; i < length; i++) {
      int c = buffer.get(offset + i) & 0xff;
      if (c == ':') {
        return Likeness.YES;
      }
      boolean name = Character.isLetterOrDigit(c) && c < 0x80;
      if (!name && c != '.' && c != '-' && c != '[' && c != '_') {
        return Likeness.NO;
      }
    }
    return Likeness.PERHAPS;
  }

  /**
   * Whether bytes begin with a line that ends with a version of HTTP/1, whatever stands before it:
   * a method that is not known or not in capital letters, a target that is none.
   */
  public static Likeness requestLine(ByteBuffer buffer, int offset, int length) {
    int end = 0;
    while (end < length && isText(buffer.get(offset + end))) {
      end++;
    }
    if (end == length) {
      return end > 0 && end < MAX_LINE_LENGTH ? Likeness.PERHAPS : Likeness.NO;
    }
    byte next = buffer.get(offset + end);
    int version = end - BEFORE_VERSION.length - VERSION_DIGITS;
    boolean ends = (next == '\r' || next == '\n') && version > 0;
    return ends
            && startsWith(BEFORE_VERSION, buffer, offset + version, length - version)
                == Likeness.YES
            && Character.isDigit(buffer.get(offset + end - 1))
        ? Likeness.YES
        : Likeness.NO;
  }

  /** Whether a line of text can have it: no control character. */
  static boolean isText(byte octet) {
    return (octet & 0xff) >= ' ' && octet != DELETE;
  }

  private static boolean isMethodCharacter(byte c) {
    return (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
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
