package io.tcpdx.protocol.http2;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A field block while its parts come in HEADERS or PUSH_PROMISE and CONTINUATION (RFC 9113 §4.3).
 */
final class FieldBlock {
  /** Longer ones are not decompressed: servers take 8 to 64 KiB. */
  static final int MAX_BYTES = 1 << 16;

  private static final int INITIAL_BYTES = 512;

  /** The stream that it is on; 0 while there is none. */
  int stream;

  /** Whether it is of PUSH_PROMISE, not of HEADERS. */
  boolean promises;

  /** The stream that it promises; 0 where that is not known. */
  int promised;

  boolean endsStream;
  boolean damaged;
  long startNs;
  long startPacket;
  long length;
  private byte @Nullable [] bytes;

  boolean open() {
    return stream != 0;
  }

  void begin(FrameParser frame) {
    stream = frame.stream();
    promises = frame.type() == FrameType.PUSH_PROMISE;
    promised = 0;
    endsStream = frame.type() == FrameType.HEADERS && frame.has(FrameType.END_STREAM);
    damaged = stream == 0;
    startNs = frame.startNs();
    startPacket = frame.startPacket();
    length = 0;
  }

  void add(ByteBuffer buffer, int offset, int count) {
    if (length + count <= MAX_BYTES && !damaged) {
      int used = (int) length;
      byte[] into = room(used + count);
      buffer.get(offset, into, used, count);
    }
    length += count;
  }

  private byte[] room(int needed) {
    byte[] into = bytes;
    if (into == null) {
      into = new byte[Math.max(INITIAL_BYTES, needed)];
    } else if (into.length < needed) {
      into = Arrays.copyOf(into, Math.max(needed, into.length * 2));
    }
    bytes = into;
    return into;
  }

  boolean tooLong() {
    return length > MAX_BYTES;
  }

  /** The whole block; only where it is neither damaged nor too long. */
  ByteBuffer content() {
    byte[] from = bytes;
    return from == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(from, 0, (int) length);
  }

  /** The block is done with. */
  void close() {
    stream = 0;
    if (bytes != null && bytes.length > INITIAL_BYTES) {
      bytes = null;
    }
  }
}
