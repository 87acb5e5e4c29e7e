package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * An ERSPAN header, type II (8 bytes) or III (12 bytes, and 8 more where O is set), behind GRE
 * (draft-foschiano-erspan-03 §4).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+-----------------------+-----+---+-+-------------------+
 * |version|         VLAN          | CoS |trk|t|     session id    |
 * +-------+-----------------------+-----+---+-+-------------------+
 * |      type II: reserved, index; type III: timestamp            |
 * +-------------------------------+-+---------+-----------+-+---+-+
 * | type III: security group tag  |P|frame typ|   hw id   |D|Gra|O|
 * +-------------------------------+-+---------+-----------+-+---+-+
 * </pre>
 */
final class ErspanView {
  static final int LENGTH_2 = 8;
  static final int LENGTH_3 = 12;

  private static final int OPTIONS_FIELD_OFFSET = 11;
  private static final int FLAG_PLATFORM_SUBHEADER = 0x01;
  private static final int PLATFORM_SUBHEADER_LENGTH = 8;

  private ByteBuffer buffer = ByteBuffer.allocate(LENGTH_3);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  /** 1 is type II, 2 is type III. */
  int version() {
    return (buffer.get(offset) & 0xf0) >>> 4;
  }

  /** Length of a type III header in bytes. */
  int headerLength3() {
    boolean subheader = (buffer.get(offset + OPTIONS_FIELD_OFFSET) & FLAG_PLATFORM_SUBHEADER) != 0;
    return subheader ? LENGTH_3 + PLATFORM_SUBHEADER_LENGTH : LENGTH_3;
  }

  Layer peel2(Cursor cursor) {
    if (!cursor.has(LENGTH_2)) {
      return cursor.missing(LENGTH_2);
    }
    wrap(cursor.buffer(), cursor.offset());
    if (version() != 1) {
      return Layer.UNKNOWN;
    }
    cursor.advance(LENGTH_2);
    return Layer.ETHERNET;
  }

  Layer peel3(Cursor cursor) {
    if (!cursor.has(LENGTH_3)) {
      return cursor.missing(LENGTH_3);
    }
    wrap(cursor.buffer(), cursor.offset());
    if (version() != 2) {
      return Layer.UNKNOWN;
    }
    int headerLength = headerLength3();
    if (!cursor.has(headerLength)) {
      return cursor.missing(headerLength);
    }
    cursor.advance(headerLength);
    return Layer.ETHERNET;
  }
}
