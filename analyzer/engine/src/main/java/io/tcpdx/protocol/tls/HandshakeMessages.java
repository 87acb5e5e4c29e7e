package io.tcpdx.protocol.tls;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Puts the handshake messages of one direction together from the records that carry them in clear
 * (RFC 8446 §4, §5.1): a message may be spread over records, a record may hold several. Only hellos
 * are kept, until they are read; of the others the type is told.
 */
final class HandshakeMessages {
  static final int CLIENT_HELLO = 1;
  static final int SERVER_HELLO = 2;

  /** Longer hellos are not read: those with post-quantum keys have less than 4 kB. */
  static final int MAX_HELLO_BYTES = 32_768;

  private static final int HEADER_LENGTH = 4;
  private static final int FIRST_BYTES = 512;
  private static final byte[] NOTHING = {};

  /** Takes messages. */
  interface Sink {
    /**
     * A message has begun that is no hello, or a hello has come to its end.
     *
     * @param type its type (RFC 8446 §4)
     * @param body what it says, if it is a hello; empty if not, or if it was too long
     * @param length how many bytes of {@code body} count
     */
    void onMessage(int type, byte[] body, int length);
  }

  private final Sink sink;
  private int header;
  private int headerBytes;
  private int remaining;
  private boolean kept;
  private byte[] body = NOTHING;
  private int length;

  HandshakeMessages(Sink sink) {
    this.sink = sink;
  }

  void read(ByteBuffer buffer, int offset, int count) {
    int at = offset;
    int end = offset + count;
    while (at < end) {
      if (remaining > 0) {
        int taken = Math.min(remaining, end - at);
        take(buffer, at, taken);
        at += taken;
      } else {
        header = header << 8 | (buffer.get(at++) & 0xff);
        if (++headerBytes == HEADER_LENGTH) {
          begin();
        }
      }
    }
  }

  private void begin() {
    headerBytes = 0;
    remaining = header & 0xff_ffff;
    length = 0;
    boolean hello = type() == CLIENT_HELLO || type() == SERVER_HELLO;
    kept = hello && remaining > 0 && remaining <= MAX_HELLO_BYTES;
    if (!kept) {
      sink.onMessage(type(), NOTHING, 0);
    }
  }

  private int type() {
    return header >>> 24;
  }

  private void take(ByteBuffer buffer, int at, int taken) {
    remaining -= taken;
    if (!kept) {
      return;
    }
    if (length + taken > body.length) {
      // Grown by what has come, not by what is claimed.
      body = Arrays.copyOf(body, Math.max(FIRST_BYTES, Math.max(length + taken, 2 * body.length)));
    }
    buffer.get(at, body, length, taken);
    length += taken;
    if (remaining == 0) {
      byte[] whole = body;
      body = NOTHING;
      sink.onMessage(type(), whole, length);
    }
  }

  /** What comes next does not belong to what came. */
  void reset() {
    headerBytes = 0;
    remaining = 0;
    length = 0;
    body = NOTHING;
  }
}
