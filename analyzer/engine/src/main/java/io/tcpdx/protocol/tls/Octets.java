package io.tcpdx.protocol.tls;

import java.nio.charset.StandardCharsets;

/**
 * Reads the vectors of TLS's presentation language (RFC 8446 §3.4) one after the other. What is not
 * there reads as 0 and as empty: no length claimed in the bytes leads beyond them.
 */
final class Octets {
  private final byte[] bytes;
  private final int end;
  private int at;

  Octets(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = Math.min(from, bytes.length);
    this.end = Math.min(end, bytes.length);
  }

  boolean isEmpty() {
    return at >= end;
  }

  /** Whether that many are left. */
  boolean has(int length) {
    return end - at >= length;
  }

  int uint8() {
    return at < end ? bytes[at++] & 0xff : 0;
  }

  int uint16() {
    return uint8() << 8 | uint8();
  }

  void skip(int length) {
    at = Math.min(end, at + length);
  }

  /** The next {@code length}, or as many as there are. */
  Octets take(int length) {
    Octets taken = new Octets(bytes, at, Math.min(end, at + length));
    skip(length);
    return taken;
  }

  int length() {
    return Math.max(0, end - at);
  }

  boolean startsWith(byte[] other) {
    if (!has(other.length)) {
      return false;
    }
    for (int i = 0; i < other.length; i++) {
      if (bytes[at + i] != other[i]) {
        return false;
      }
    }
    return true;
  }

  /** All that is left, as text of one byte a letter. */
  String text() {
    return new String(bytes, at, length(), StandardCharsets.ISO_8859_1);
  }
}
