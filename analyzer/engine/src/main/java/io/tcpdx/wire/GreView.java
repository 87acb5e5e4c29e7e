package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * A GRE header: version 0 (RFC 2784 §2, RFC 2890 §2, RFC 1701 for routing), or the enhanced version
 * 1 of PPTP (RFC 2637 §4.1).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-----+-+-------+-----+-------------------------------+
 * |C|R|K|S|s|recur|A|reservd| ver |           protocol            |
 * +-+-+-+-+-+-----+-+-------+-----+-------------------------------+
 * |      [checksum] (C or R)      |       [offset] (C or R)       |
 * +-------------------------------+-------------------------------+
 * |      [key] (K); in version 1 payload length and call id       |
 * +---------------------------------------------------------------+
 * |                     [sequence number] (S)                     |
 * +---------------------------------------------------------------+
 * |      [routing] (R); in version 1 [acknowledgment number] (A)  |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class GreView {
  /** Bytes of the header without optional fields. */
  static final int FIXED_LENGTH = 4;

  private static final int FLAGS_FIELD_OFFSET = 0;
  private static final int PROTOCOL_FIELD_OFFSET = 2;
  private static final int PAYLOAD_LENGTH_FIELD_OFFSET = 4;

  private static final int FLAG_CHECKSUM = 0x8000;
  private static final int FLAG_ROUTING = 0x4000;
  private static final int FLAG_KEY = 0x2000;
  private static final int FLAG_SEQUENCE = 0x1000;
  private static final int FLAG_ACKNOWLEDGMENT = 0x0080;
  private static final int OPTIONAL_FIELD_LENGTH = 4;

  private static final int PROTOCOL_PPP = 0x880b;
  private static final int PROTOCOL_ERSPAN_2 = 0x88be;
  private static final int PROTOCOL_ERSPAN_3 = 0x22eb;

  private ByteBuffer buffer = ByteBuffer.allocate(FIXED_LENGTH + OPTIONAL_FIELD_LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  int flags() {
    return buffer.getShort(offset + FLAGS_FIELD_OFFSET) & 0xfff8;
  }

  int version() {
    return buffer.get(offset + FLAGS_FIELD_OFFSET + 1) & 0x07;
  }

  /** The EtherType of the payload. */
  int protocol() {
    return buffer.getShort(offset + PROTOCOL_FIELD_OFFSET) & 0xffff;
  }

  /** In version 1, bytes behind the header. */
  int payloadLength() {
    return buffer.getShort(offset + PAYLOAD_LENGTH_FIELD_OFFSET) & 0xffff;
  }

  private boolean has(int flag) {
    return (flags() & flag) != 0;
  }

  /** Length of the header with its optional fields, in bytes; routing entries not counted. */
  int headerLength() {
    int length = FIXED_LENGTH;
    if (has(FLAG_CHECKSUM | FLAG_ROUTING)) {
      length += OPTIONAL_FIELD_LENGTH;
    }
    if (has(FLAG_KEY)) {
      length += OPTIONAL_FIELD_LENGTH;
    }
    if (has(FLAG_SEQUENCE)) {
      length += OPTIONAL_FIELD_LENGTH;
    }
    if (version() == 1 && has(FLAG_ACKNOWLEDGMENT)) {
      length += OPTIONAL_FIELD_LENGTH;
    }
    return length;
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(FIXED_LENGTH)) {
      return cursor.missing(FIXED_LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    int version = version();
    if (version > 1 || has(FLAG_ROUTING)) {
      return Layer.OTHER;
    }
    int headerLength = headerLength();
    if (!cursor.has(headerLength)) {
      return cursor.missing(headerLength);
    }
    cursor.advance(headerLength);
    return version == 1 ? enhancedPayload(cursor) : payload();
  }

  private Layer enhancedPayload(Cursor cursor) {
    if (protocol() != PROTOCOL_PPP || !has(FLAG_KEY)) {
      return Layer.OTHER;
    }
    cursor.limit(payloadLength());
    // A packet without payload only acknowledges (RFC 2637 §4.4).
    return cursor.length() == 0 ? Layer.OTHER : Layer.PPP;
  }

  private Layer payload() {
    return switch (protocol()) {
      // Without a sequence number it is type I, which has no header of its own.
      case PROTOCOL_ERSPAN_2 -> has(FLAG_SEQUENCE) ? Layer.ERSPAN_2 : Layer.ETHERNET;
      case PROTOCOL_ERSPAN_3 -> Layer.ERSPAN_3;
      default -> EtherTypes.layer(protocol());
    };
  }
}
