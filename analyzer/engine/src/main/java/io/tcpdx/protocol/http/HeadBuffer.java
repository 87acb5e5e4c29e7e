package io.tcpdx.protocol.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects the lines of a head, or of a trailer section, until the empty line that ends it. */
final class HeadBuffer {
  /** Longer heads are not read: browsers take 256 KiB, servers far less. */
  static final int MAX_BYTES = 1 << 18;

  private static final int INITIAL_BYTES = 512;

  private final Heads heads;
  private byte @Nullable [] bytes;
  private int length;
  private int lineStart;
  private int lines;

  HeadBuffer(Heads heads) {
    this.heads = heads;
  }

  /** Takes a byte; answers whether the line that it ends was empty. */
  boolean endsWith(byte next) {
    byte[] into = bytes;
    if (into == null) {
      into = heads.buffer(INITIAL_BYTES);
    } else if (length == into.length) {
      into = Arrays.copyOf(into, length * 2);
    }
    bytes = into;
    into[length++] = next;
    if (next != '\n') {
      return false;
    }
    int lineLength = length - 1 - lineStart;
    boolean empty = lineLength == 0 || (lineLength == 1 && into[lineStart] == '\r');
    lineStart = length;
    lines++;
    return empty;
  }

  int length() {
    return length;
  }

  boolean full() {
    return length >= MAX_BYTES;
  }

  /** Lines that have ended. */
  int lines() {
    return lines;
  }

  /** What was collected, as text. */
  String text() {
    return bytes == null ? "" : HeadParser.text(bytes, length);
  }

  /** Reads what was collected as a head; null where it is none. */
  @Nullable Head head(boolean request) {
    return bytes == null ? null : heads.read(bytes, length, request);
  }

  /** Reads the lines that have ended, without what follows the last of them; null as above. */
  @Nullable Head headOfWholeLines(boolean request) {
    return bytes == null ? null : heads.read(bytes, lineStart, request);
  }

  /**
   * Whether the one line that was collected is all there is to a request of HTTP/0.9: GET and what,
   * and no version (RFC 1945 §4.1).
   */
  boolean isBareRequest() {
    RequestLine line = bytes == null ? null : RequestLine.of(HeadParser.text(bytes, length));
    return line != null && line.wellFormed() && line.version().equals("0.9");
  }

  /** Begins anew, and lets go of the memory. */
  void clear() {
    byte[] used = bytes;
    if (used != null && used.length == INITIAL_BYTES) {
      heads.giveBack(used);
    }
    bytes = null;
    length = 0;
    lineStart = 0;
    lines = 0;
  }
}
