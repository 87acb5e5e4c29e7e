package io.tcpdx.protocol.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects the lines of a head, or of a trailer section, until the empty line that ends it. */
final class HeadBuffer {
  /** Longer heads are not read: browsers take 256 KiB, servers far less. */
  static final int MAX_BYTES = 1 << 18;

  private static final int INITIAL_BYTES = 512;

  private byte @Nullable [] bytes;
  private int length;
  private int lineStart;
  private int lines;

  /** Takes a byte; answers whether the line that it ends was empty. */
  boolean endsWith(byte next) {
    byte[] into = bytes;
    if (into == null) {
      into = new byte[INITIAL_BYTES];
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

  /** Whether the last byte taken ended a line. */
  boolean lineEnded() {
    return lineStart == length;
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

  /** What was collected. */
  String text() {
    return bytes == null ? "" : HeadParser.text(bytes, length);
  }

  /** The lines that have ended, without what follows the last of them. */
  String wholeLines() {
    return bytes == null ? "" : HeadParser.text(bytes, lineStart);
  }

  /** Begins anew, and lets go of the memory. */
  void clear() {
    bytes = null;
    length = 0;
    lineStart = 0;
    lines = 0;
  }
}
