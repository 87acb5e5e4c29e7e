package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * An L2TP data message: version 2 (RFC 2661 §3.1), or version 3 over UDP (RFC 3931 §4.1.2) or over
 * IP, where it starts with the session (§4.1.1).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+---+-+-+-+-+-------+-------+-------------------------------+
 * |T|L|rsv|S|r|O|P|reservd|version|  [length] (L)                 |
 * +-+-+---+-+-+-+-+-------+-------+-------------------------------+
 * |           tunnel id           |          session id           |
 * +-------------------------------+-------------------------------+
 * |   [next to be sent] (S)       |   [next to be received] (S)   |
 * +-------------------------------+-------------------------------+
 * |   [offset size] (O)           |   [offset padding]            |
 * +-------------------------------+-------------------------------+
 * </pre>
 */
final class L2tpView {
  /** Bytes that tell version and kind. */
  static final int FLAGS_LENGTH = 2;

  private static final int FLAG_CONTROL = 0x8000;
  private static final int FLAG_LENGTH = 0x4000;
  private static final int FLAG_SEQUENCE = 0x0800;
  private static final int FLAG_OFFSET = 0x0200;
  private static final int RESERVED_2 = 0x34f0;
  private static final int VERSION_MASK = 0x000f;

  private static final int IDENTIFIERS_LENGTH = 4;
  private static final int SEQUENCE_LENGTH = 4;
  private static final int FIELD_LENGTH = 2;

  /** Over UDP, flags and reserved bits before a session of version 3. */
  private static final int PREFIX_LENGTH_3 = 4;

  private static final int SESSION_LENGTH_3 = 4;

  /** A cookie of 0, 4 or 8 bytes and a sublayer of 0 or 4: both are agreed on beforehand. */
  private static final int MAX_AGREED_LENGTH_3 = 12;

  private static final int PPP_ADDRESS_AND_CONTROL = 0xff03;

  private ByteBuffer buffer = ByteBuffer.allocate(FLAGS_LENGTH);
  private int offset;

  /** Whether what stands at {@code cursor} can be this header over UDP. */
  static boolean matches(Cursor cursor) {
    if (!cursor.has(FLAGS_LENGTH + IDENTIFIERS_LENGTH)) {
      return false;
    }
    int flags = cursor.u16(0);
    if ((flags & VERSION_MASK) == 2) {
      return (flags & RESERVED_2) == 0
          && ((flags & FLAG_LENGTH) == 0 || cursor.u16(FLAGS_LENGTH) <= cursor.length());
    }
    return (flags & ~(FLAG_CONTROL | FLAG_LENGTH | FLAG_SEQUENCE)) == 3
        && ((flags & FLAG_CONTROL) != 0 || cursor.u16(FLAGS_LENGTH) == 0);
  }

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  int flags() {
    return buffer.getShort(offset) & 0xffff;
  }

  int version() {
    return flags() & VERSION_MASK;
  }

  private boolean has(int flag) {
    return (flags() & flag) != 0;
  }

  Layer peelOverUdp(Cursor cursor) {
    if (!cursor.has(FLAGS_LENGTH)) {
      return cursor.missing(FLAGS_LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    if (has(FLAG_CONTROL)) {
      return cursor.end(Layer.OTHER, Protocols.named(NamedProtocol.L2TP_CONTROL));
    }
    if (version() == 2) {
      return peelVersion2(cursor);
    }
    if (!cursor.has(PREFIX_LENGTH_3)) {
      return cursor.missing(PREFIX_LENGTH_3);
    }
    cursor.advance(PREFIX_LENGTH_3);
    return peelSession(cursor);
  }

  Layer peelOverIp(Cursor cursor) {
    if (!cursor.has(SESSION_LENGTH_3)) {
      return cursor.missing(SESSION_LENGTH_3);
    }
    if (cursor.i32(0) == 0) {
      return cursor.end(Layer.OTHER, Protocols.named(NamedProtocol.L2TP_CONTROL));
    }
    return peelSession(cursor);
  }

  private Layer peelVersion2(Cursor cursor) {
    int headerLength =
        FLAGS_LENGTH
            + (has(FLAG_LENGTH) ? FIELD_LENGTH : 0)
            + IDENTIFIERS_LENGTH
            + (has(FLAG_SEQUENCE) ? SEQUENCE_LENGTH : 0);
    int offsetAt = headerLength;
    headerLength += has(FLAG_OFFSET) ? FIELD_LENGTH : 0;
    if (!cursor.has(headerLength)) {
      return cursor.missing(headerLength);
    }
    int offsetSize = has(FLAG_OFFSET) ? cursor.u16(offsetAt) : 0;
    if (has(FLAG_LENGTH)) {
      if (cursor.u16(FLAGS_LENGTH) < headerLength) {
        return Layer.MALFORMED;
      }
      cursor.limit(cursor.u16(FLAGS_LENGTH));
    }
    headerLength += offsetSize;
    if (!cursor.has(headerLength)) {
      return cursor.missing(headerLength);
    }
    cursor.advance(headerLength);
    return cursor.length() == 0 ? Layer.OTHER : Layer.PPP;
  }

  /** What stands behind the session is agreed on beforehand: a header that fits has to tell. */
  private static Layer peelSession(Cursor cursor) {
    if (!cursor.has(SESSION_LENGTH_3)) {
      return cursor.missing(SESSION_LENGTH_3);
    }
    cursor.advance(SESSION_LENGTH_3);
    for (int agreed = 0; agreed <= MAX_AGREED_LENGTH_3; agreed += 4) {
      Layer payload = payload(cursor, agreed);
      if (payload != Layer.UNKNOWN) {
        cursor.advance(agreed);
        return payload;
      }
    }
    return Layer.UNKNOWN;
  }

  private static Layer payload(Cursor cursor, int at) {
    if (LooksLike.checkedIpv4(cursor, at)) {
      return Layer.IPV4;
    }
    if (LooksLike.ipv6(cursor, at)) {
      return Layer.IPV6;
    }
    if (LooksLike.ethernet(cursor, at)) {
      return Layer.ETHERNET;
    }
    boolean ppp = cursor.has(at + FIELD_LENGTH) && cursor.u16(at) == PPP_ADDRESS_AND_CONTROL;
    return ppp ? Layer.PPP : Layer.UNKNOWN;
  }
}
