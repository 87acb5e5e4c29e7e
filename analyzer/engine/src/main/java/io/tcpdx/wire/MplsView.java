package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * An MPLS label stack entry (RFC 3032 §2.1).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------------------------------+-----+-+---------------+
 * |                 label                 |class|S| time to live  |
 * +---------------------------------------+-----+-+---------------+
 * </pre>
 */
final class MplsView {
  static final int LENGTH = 4;

  /** A pseudowire's control word starts with four zero bits (RFC 4385 §3). */
  static final int CONTROL_WORD_LENGTH = 4;

  private ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  int label() {
    return buffer.getInt(offset) >>> 12;
  }

  boolean bottomOfStack() {
    return (buffer.getInt(offset) & 0x100) != 0;
  }

  /** Moves past one entry. No field names what the labels carry: its first bits have to tell. */
  Layer peel(Cursor cursor) {
    if (!cursor.has(LENGTH)) {
      return cursor.missing(LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    cursor.advance(LENGTH);
    if (!bottomOfStack()) {
      return Layer.MPLS;
    }
    if (!cursor.has(CONTROL_WORD_LENGTH)) {
      return cursor.missing(CONTROL_WORD_LENGTH);
    }
    return switch (cursor.u8(0) >>> 4) {
      case 0 -> pseudowire(cursor);
      case 1 -> Layer.OTHER; // an associated channel (RFC 4385 §5), which carries no user's packets
      case 4 -> LooksLike.ethernetElse(Layer.IPV4, LooksLike.ipv4(cursor, 0), cursor);
      case 6 -> LooksLike.ethernetElse(Layer.IPV6, LooksLike.wholeIpv6(cursor), cursor);
      default -> LooksLike.ethernetElse(Layer.UNKNOWN, false, cursor);
    };
  }

  /** Ethernet, whose control word may be left out. */
  private static Layer pseudowire(Cursor cursor) {
    boolean withoutControlWord =
        LooksLike.ethernet(cursor, 0) && !LooksLike.ethernet(cursor, CONTROL_WORD_LENGTH);
    if (!withoutControlWord) {
      cursor.advance(CONTROL_WORD_LENGTH);
    }
    return Layer.ETHERNET;
  }
}
