package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * A PPPoE session header (RFC 2516 §4).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+-------+---------------+-------------------------------+
 * |version| type  |     code      |          session id           |
 * +-------+-------+---------------+-------------------------------+
 * |            length             |
 * +-------------------------------+
 * </pre>
 */
final class PppoeView {
  static final int LENGTH = 6;

  private static final int VERSION_AND_TYPE_FIELD_OFFSET = 0;
  private static final int CODE_FIELD_OFFSET = 1;
  private static final int SESSION_ID_FIELD_OFFSET = 2;
  private static final int LENGTH_FIELD_OFFSET = 4;

  private static final int VERSION_1_TYPE_1 = 0x11;
  private static final int CODE_SESSION_DATA = 0;

  private ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  int versionAndType() {
    return buffer.get(offset + VERSION_AND_TYPE_FIELD_OFFSET) & 0xff;
  }

  int code() {
    return buffer.get(offset + CODE_FIELD_OFFSET) & 0xff;
  }

  int sessionId() {
    return buffer.getShort(offset + SESSION_ID_FIELD_OFFSET) & 0xffff;
  }

  /** Bytes behind this header. */
  int payloadLength() {
    return buffer.getShort(offset + LENGTH_FIELD_OFFSET) & 0xffff;
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(LENGTH)) {
      return cursor.missing(LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    if (versionAndType() != VERSION_1_TYPE_1) {
      return Layer.UNKNOWN;
    }
    if (code() != CODE_SESSION_DATA) {
      return Layer.OTHER;
    }
    cursor.advance(LENGTH);
    cursor.limit(payloadLength());
    return Layer.PPP;
  }
}
