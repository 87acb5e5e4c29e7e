package io.tcpdx.protocol.http;

import io.tcpdx.protocol.Irregularity;
import java.nio.ByteBuffer;

/** Reads the framing of a chunked body (RFC 9112 §7.1): sizes, extensions, trailers. */
final class ChunkedBody {
  /** Chunk extensions are bounded by those who read them (RFC 9112 §7.1.1). */
  private static final int MAX_SIZE_LINE = 16 * 1024;

  /** Hexadecimal digits of a size below 2^60. */
  private static final int MAX_DIGITS = 15;

  private enum State {
    SIZE,
    EXTENSION,
    DATA,
    DATA_END,
    TRAILERS,
    DONE,
    BROKEN
  }

  private State state = State.SIZE;
  private long remaining;
  private int digits;
  private int lineLength;
  private final HeadBuffer trailers;

  ChunkedBody(Heads heads) {
    trailers = new HeadBuffer(heads);
  }

  /** Whether the last chunk and the trailers have passed. */
  boolean done() {
    return state == State.DONE;
  }

  /** Whether what stands there is no chunk. */
  boolean broken() {
    return state == State.BROKEN;
  }

  /** Content that the current chunk still holds, in bytes. */
  long contentAhead() {
    return state == State.DATA ? remaining : 0;
  }

  /** That much content of the current chunk has passed, or is missing. */
  void passContent(long bytes) {
    remaining -= bytes;
    if (remaining == 0) {
      state = State.DATA_END;
    }
  }

  /** Reads framing up to content or the end; answers how many bytes it was. */
  int readFraming(ByteBuffer buffer, int offset, int length, OpenMessage message) {
    int at = 0;
    while (at < length && state != State.DATA && state != State.DONE && state != State.BROKEN) {
      step(buffer.get(offset + at++), message);
    }
    return at;
  }

  private void step(byte next, OpenMessage message) {
    switch (state) {
      case SIZE -> readSize(next, message);
      case EXTENSION -> readExtension(next, message);
      case DATA_END -> readDataEnd(next, message);
      default -> readTrailers(next);
    }
  }

  private void readSize(byte next, OpenMessage message) {
    int digit = Character.digit(next, 16);
    if (digit >= 0 && digits < MAX_DIGITS) {
      remaining = remaining * 16 + digit;
      digits++;
    } else if (digits > 0 && next == '\n') {
      endSizeLine();
    } else if (digits > 0 && (next == '\r' || next == ';' || next == ' ' || next == '\t')) {
      state = State.EXTENSION;
      lineLength = 0;
    } else {
      breakOff(message);
    }
  }

  private void readExtension(byte next, OpenMessage message) {
    if (next == '\n') {
      endSizeLine();
    } else if (++lineLength > MAX_SIZE_LINE) {
      breakOff(message);
    }
  }

  private void endSizeLine() {
    state = remaining == 0 ? State.TRAILERS : State.DATA;
    digits = 0;
  }

  private void readDataEnd(byte next, OpenMessage message) {
    if (next == '\n') {
      state = State.SIZE;
      remaining = 0;
    } else if (next != '\r') {
      breakOff(message);
    }
  }

  private void readTrailers(byte next) {
    if (trailers.endsWith(next)) {
      state = State.DONE;
    } else if (trailers.full()) {
      state = State.BROKEN;
    }
  }

  private void breakOff(OpenMessage message) {
    message.add(Irregularity.INVALID_CHUNK_SIZE);
    state = State.BROKEN;
  }

  /** The trailer section, without its end. */
  String trailers() {
    return trailers.text();
  }
}
