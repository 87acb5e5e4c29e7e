package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * A GTP header of the user plane, version 1 (3GPP TS 29.281 §5): what mobile networks carry their
 * subscribers' packets in.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-----+-+-+-+-+-+---------------+-------------------------------+
 * |ver 1|P|r|E|S|N| message type  |            length             |
 * +-----+-+-+-+-+-+---------------+-------------------------------+
 * |                  tunnel endpoint identifier                   |
 * +-------------------------------+---------------+---------------+
 * |  [sequence number] (E|S|N)    | [N-PDU number]| [extension]   |
 * +-------------------------------+---------------+---------------+
 * </pre>
 *
 * Each extension header starts with its length in units of 4 bytes and ends with the next one's
 * type, 0 for none.
 */
final class GtpView {
  /** Bytes of the header without optional fields; the length field counts what follows them. */
  static final int FIXED_LENGTH = 8;

  private static final int FLAGS_FIELD_OFFSET = 0;
  private static final int TYPE_FIELD_OFFSET = 1;
  private static final int LENGTH_FIELD_OFFSET = 2;
  private static final int EXTENSION_FIELD_OFFSET = 11;

  private static final int VERSION_1_OF_GTP = 0x30;
  private static final int VERSION_AND_RESERVED_MASK = 0xf8;
  private static final int FLAG_EXTENSION = 0x04;
  private static final int ANY_OPTIONAL_FIELD = 0x07;
  private static final int OPTIONAL_FIELDS_LENGTH = 4;

  private static final int TYPE_ECHO_REQUEST = 1;
  private static final int TYPE_ECHO_RESPONSE = 2;
  private static final int TYPE_ERROR_INDICATION = 26;
  private static final int TYPE_EXTENSION_NOTIFICATION = 31;
  private static final int TYPE_END_MARKER = 254;
  private static final int TYPE_USER_PACKET = 255;

  private static final int PPP_ADDRESS_AND_CONTROL = 0xff03;

  private ByteBuffer buffer = ByteBuffer.allocate(FIXED_LENGTH);
  private int offset;

  /** Whether what stands at {@code cursor} can be this header. */
  static boolean matches(Cursor cursor) {
    if (!cursor.has(FIXED_LENGTH)
        || (cursor.u8(FLAGS_FIELD_OFFSET) & VERSION_AND_RESERVED_MASK) != VERSION_1_OF_GTP
        || cursor.u16(LENGTH_FIELD_OFFSET) + FIXED_LENGTH > cursor.length()) {
      return false;
    }
    return switch (cursor.u8(TYPE_FIELD_OFFSET)) {
      case TYPE_ECHO_REQUEST,
          TYPE_ECHO_RESPONSE,
          TYPE_ERROR_INDICATION,
          TYPE_EXTENSION_NOTIFICATION,
          TYPE_END_MARKER,
          TYPE_USER_PACKET ->
          true;
      default -> false;
    };
  }

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  int flags() {
    return buffer.get(offset + FLAGS_FIELD_OFFSET) & 0xff;
  }

  int messageType() {
    return buffer.get(offset + TYPE_FIELD_OFFSET) & 0xff;
  }

  /** Bytes behind the fixed header. */
  int length() {
    return buffer.getShort(offset + LENGTH_FIELD_OFFSET) & 0xffff;
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(FIXED_LENGTH)) {
      return cursor.missing(FIXED_LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    if (messageType() != TYPE_USER_PACKET) {
      return cursor.end(Layer.OTHER, Protocols.named(NamedProtocol.GTP_SIGNALLING));
    }
    cursor.limit(FIXED_LENGTH + length());
    int headerLength = headerLength(cursor);
    if (!cursor.has(headerLength)) {
      return cursor.missing(headerLength);
    }
    cursor.advance(headerLength);
    return payload(cursor);
  }

  /** Length of the header with its extensions, as far as they were captured, in bytes. */
  private int headerLength(Cursor cursor) {
    int flags = flags();
    if ((flags & ANY_OPTIONAL_FIELD) == 0) {
      return FIXED_LENGTH;
    }
    int at = FIXED_LENGTH + OPTIONAL_FIELDS_LENGTH;
    if ((flags & FLAG_EXTENSION) == 0 || !cursor.has(at)) {
      return at;
    }
    int next = cursor.u8(EXTENSION_FIELD_OFFSET);
    while (next != 0 && cursor.has(at + 1)) {
      int extensionLength = Math.max(1, cursor.u8(at)) << 2;
      at += extensionLength;
      next = cursor.has(at) ? cursor.u8(at - 1) : 0;
    }
    return next == 0 ? at : at + 1;
  }

  /** No field names what a subscriber sends: its first bits have to tell. */
  private static Layer payload(Cursor cursor) {
    if (!cursor.has(2)) {
      return cursor.missing(2);
    }
    if (cursor.u16(0) == PPP_ADDRESS_AND_CONTROL) {
      return Layer.PPP;
    }
    return switch (cursor.u8(0) >>> 4) {
      case 4 -> LooksLike.ethernetElse(Layer.IPV4, LooksLike.ipv4(cursor, 0), cursor);
      case 6 -> LooksLike.ethernetElse(Layer.IPV6, LooksLike.wholeIpv6(cursor), cursor);
      default -> LooksLike.ethernetElse(Layer.UNKNOWN, false, cursor);
    };
  }
}
