package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * A CAPWAP header on the data channel (RFC 5415 §4.3), between a wireless access point and its
 * controller.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+-------+---------+---------+---------+-+-+-+-+-+-+-----+
 * |version| type  |length(4)| radio   | binding |T|F|L|W|M|K|resvd|
 * +-------+-------+---------+---------+---------+-+-+-+-+-+-+-----+
 * |          fragment id          |     fragment offset     |resvd|
 * +-------------------------------+-------------------------+-----+
 * |       [radio address] (M)  [wireless information] (W)         |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class CapwapView {
  /** Bytes of the header without optional fields. */
  static final int FIXED_LENGTH = 8;

  private static final int PREAMBLE_FIELD_OFFSET = 0;
  private static final int LENGTH_FIELD_OFFSET = 1;
  private static final int FLAGS_FIELD_OFFSET = 2;

  private static final int PREAMBLE_PLAIN = 0x00;
  private static final int PREAMBLE_DTLS = 0x01;

  /** DTLS record types are 20 to 25 (RFC 9147 §4), and its version's first byte 0xfe. */
  private static final int DTLS_FIRST_TYPE = 20;

  private static final int DTLS_LAST_TYPE = 25;
  private static final int DTLS_VERSION = 0xfe;
  private static final int DTLS_HEADER_LENGTH = 4;

  private static final int BINDING_802_11 = 1;
  private static final int FLAG_NATIVE = 0x100;
  private static final int FLAG_FRAGMENT = 0x080;
  private static final int FLAG_KEEP_ALIVE = 0x008;

  private ByteBuffer buffer = ByteBuffer.allocate(FIXED_LENGTH);
  private int offset;

  /** Whether what stands at {@code cursor} can be this header. */
  static boolean matches(Cursor cursor) {
    if (!cursor.has(FIXED_LENGTH)) {
      return false;
    }
    if (cursor.u8(PREAMBLE_FIELD_OFFSET) == PREAMBLE_DTLS) {
      int type = cursor.u8(DTLS_HEADER_LENGTH);
      return type >= DTLS_FIRST_TYPE
          && type <= DTLS_LAST_TYPE
          && cursor.u8(DTLS_HEADER_LENGTH + 1) == DTLS_VERSION;
    }
    int headerLength = cursor.u8(LENGTH_FIELD_OFFSET) >>> 3 << 2;
    return cursor.u8(PREAMBLE_FIELD_OFFSET) == PREAMBLE_PLAIN
        && headerLength >= FIXED_LENGTH
        && headerLength <= cursor.length();
  }

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  int preamble() {
    return buffer.get(offset + PREAMBLE_FIELD_OFFSET) & 0xff;
  }

  /** Length of the header with its optional fields, in bytes. */
  int headerLength() {
    return (buffer.get(offset + LENGTH_FIELD_OFFSET) & 0xff) >>> 3 << 2;
  }

  /** What a native frame is: 1 is IEEE 802.11. */
  int binding() {
    return (buffer.getShort(offset + FLAGS_FIELD_OFFSET) & 0x3e00) >>> 9;
  }

  private boolean has(int flag) {
    return (buffer.getShort(offset + FLAGS_FIELD_OFFSET) & flag) != 0;
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(FIXED_LENGTH)) {
      return cursor.missing(FIXED_LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    if (preamble() == PREAMBLE_DTLS) {
      return cursor.end(Layer.ENCRYPTED, Protocols.named(NamedProtocol.CAPWAP_DTLS));
    }
    if (has(FLAG_KEEP_ALIVE)) {
      return cursor.end(Layer.OTHER, Protocols.named(NamedProtocol.CAPWAP_KEEP_ALIVE));
    }
    if (has(FLAG_FRAGMENT)) {
      return cursor.end(Layer.UNKNOWN, Protocols.named(NamedProtocol.CAPWAP_FRAGMENT));
    }
    int headerLength = headerLength();
    if (!cursor.has(headerLength)) {
      return cursor.missing(headerLength);
    }
    cursor.advance(headerLength);
    if (!has(FLAG_NATIVE)) {
      return Layer.ETHERNET;
    }
    return binding() == BINDING_802_11 ? Layer.CAPWAP_802_11 : Layer.UNKNOWN;
  }
}
