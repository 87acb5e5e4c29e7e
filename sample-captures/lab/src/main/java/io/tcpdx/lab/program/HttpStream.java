package io.tcpdx.lab.program;

import io.tcpdx.lab.sys.SystemCallException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one end of a connection reads of HTTP/1.x, and the bytes that came ahead of their turn. */
final class HttpStream {

  private static final int CHUNK = 65536;
  private static final int MOST_HEAD_BYTES = 65536;

  private final Connection connection;
  private final byte[] buffer = new byte[CHUNK];
  private int start;
  private int end;
  private boolean ended;
  private boolean reset;

  HttpStream(Connection connection) {
    this.connection = connection;
  }

  /** Whether the peer's reset, not its FIN, ended what was read. */
  boolean wasReset() {
    return reset;
  }

  /** The next head with its empty line; null where the connection ends before it is whole. */
  @Nullable String head() {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (head.size() < MOST_HEAD_BYTES) {
      int next = next();
      if (next < 0) {
        return null;
      }
      head.write(next);
      String text = next == '\n' ? head.toString(StandardCharsets.ISO_8859_1) : "";
      if (text.endsWith("\r\n\r\n")) {
        return text;
      }
    }
    return null;
  }

  /** The next line without its CRLF; null where the connection ends before it. */
  @Nullable String line() {
    StringBuilder line = new StringBuilder();
    for (int next = next(); next >= 0; next = next()) {
      if (next == '\n') {
        return line.toString().replace("\r", "");
      }
      line.append((char) next);
    }
    return null;
  }

  /** Skips up to {@code bytes}; returns how many there were before the connection ended. */
  long skip(long bytes) {
    long left = bytes;
    while (left > 0 && fill()) {
      int take = (int) Math.min(left, end - start);
      start += take;
      left -= take;
    }
    return bytes - left;
  }

  /** Skips all until the connection ends; returns how many bytes there were. */
  long skipToEnd() {
    return skip(Long.MAX_VALUE);
  }

  /**
   * Skips a body of chunks, its extensions and trailers (RFC 9112 §7.1).
   *
   * @return bytes of the content; as a negative number less one where the last chunk never came
   */
  long skipChunked() {
    long content = 0;
    for (String size = line(); size != null; size = line()) {
      long bytes = Long.parseLong(size.split(";", 2)[0].strip(), 16);
      if (bytes == 0) {
        for (String trailer = line(); trailer != null; trailer = line()) {
          if (trailer.isEmpty()) {
            return content;
          }
        }
        break;
      }
      long got = skip(bytes);
      content += got;
      if (got < bytes || line() == null) {
        break;
      }
    }
    return -content - 1;
  }

  private int next() {
    return fill() ? buffer[start++] & 0xff : -1;
  }

  /** Whether there is a byte to take, read now where none was left. */
  private boolean fill() {
    if (start < end) {
      return true;
    }
    if (ended) {
      return false;
    }
    start = 0;
    end = 0;
    try {
      end = connection.receive(buffer);
      ended = end == 0;
    } catch (SystemCallException e) {
      ended = true;
      reset = e.errno() == SystemCallException.ECONNRESET;
    }
    return !ended;
  }

  /** The value of a field of a head, by its lower-case name; null where it is not there. */
  static @Nullable String field(String head, String name) {
    for (String line : head.split("\r\n", -1)) {
      if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
        return line.substring(name.length() + 1).strip();
      }
    }
    return null;
  }
}
