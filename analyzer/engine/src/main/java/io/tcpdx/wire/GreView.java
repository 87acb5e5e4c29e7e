package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * A GRE header: version 0 (RFC 2784 §2, RFC 2890 §2, RFC 1701 for routing), or the enhanced version
 * 1 of PPTP (RFC 2637 §4.1), which MikroTik carries Ethernet in too.
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

  private static final int PROTOCOL_KEEP_ALIVE = 0;
  private static final int PROTOCOL_OSI = 0x00fe;
  private static final int PROTOCOL_ETHERNET_OVER_IP = 0x6400;
  private static final int PROTOCOL_PPP = 0x880b;
  private static final int PROTOCOL_WCCP = 0x883e;
  private static final int PROTOCOL_ERSPAN_2 = 0x88be;
  private static final int PROTOCOL_ERSPAN_3 = 0x22eb;

  /** What Aruba's access points send 802.11 frames in: one number for each queue, 16 apart. */
  private static final int FIRST_PROTOCOL_802_11 = 0x8200;

  private static final int LAST_PROTOCOL_802_11 = 0x8370;

  /** A redirected packet may have a header of WCCP version 2 before it. */
  private static final int WCCP_LENGTH = 4;

  private static final int LLC_OSI = 0xfe;

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
      return cursor.end(Layer.UNKNOWN, Protocols.named(NamedProtocol.ROUTED_GRE));
    }
    int headerLength = headerLength();
    if (!cursor.has(headerLength)) {
      return cursor.missing(headerLength);
    }
    cursor.advance(headerLength);
    return version == 1 ? enhancedPayload(cursor) : payload(cursor);
  }

  private Layer enhancedPayload(Cursor cursor) {
    // A packet without payload only acknowledges (RFC 2637 §4.4).
    if (!has(FLAG_KEY) || payloadLength() == 0) {
      return cursor.end(Layer.OTHER, Protocols.named(NamedProtocol.PPTP_ACKNOWLEDGMENT));
    }
    cursor.limit(payloadLength());
    return switch (protocol()) {
      case PROTOCOL_PPP -> Layer.PPP;
      case PROTOCOL_ETHERNET_OVER_IP -> Layer.ETHERNET;
      default -> cursor.end(Layer.UNKNOWN, Protocols.etherType(protocol()));
    };
  }

  private Layer payload(Cursor cursor) {
    int protocol = protocol();
    if (protocol >= FIRST_PROTOCOL_802_11
        && protocol <= LAST_PROTOCOL_802_11
        && (protocol & 0xf) == 0) {
      return Layer.IEEE_802_11;
    }
    return switch (protocol) {
      case PROTOCOL_KEEP_ALIVE ->
          cursor.length() == 0
              ? cursor.end(Layer.OTHER, Protocols.named(NamedProtocol.GRE_KEEP_ALIVE))
              : cursor.end(Layer.UNKNOWN, Protocols.etherType(protocol));
      case PROTOCOL_OSI -> cursor.end(Layer.OTHER, Protocols.llcService(LLC_OSI));
      case PROTOCOL_ETHERNET_OVER_IP -> Layer.ETHERNET;
      case PROTOCOL_WCCP -> redirected(cursor);
      // Without a sequence number it is type I, which has no header of its own.
      case PROTOCOL_ERSPAN_2 -> has(FLAG_SEQUENCE) ? Layer.ERSPAN_2 : Layer.ETHERNET;
      case PROTOCOL_ERSPAN_3 -> Layer.ERSPAN_3;
      default -> EtherTypes.layer(protocol, cursor);
    };
  }

  private static Layer redirected(Cursor cursor) {
    if (!cursor.has(WCCP_LENGTH)) {
      return cursor.missing(WCCP_LENGTH);
    }
    if (cursor.u8(0) >>> 4 != 4) {
      cursor.advance(WCCP_LENGTH);
    }
    return Layer.IPV4;
  }
}
