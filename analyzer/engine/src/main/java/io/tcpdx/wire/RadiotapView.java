package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * A radiotap header (radiotap.org), which stands before an IEEE 802.11 frame. Multi-byte fields are
 * little-endian.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+-------------------------------+
 * |   version 0   |      pad      |             length            |
 * +---------------+---------------+-------------------------------+
 * |               present fields (more words where bit 31 is set) |
 * +---------------------------------------------------------------+
 * | [timer, 8 bytes, aligned to 8] [flags, 1 byte] ...            |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class RadiotapView {
  /** Bytes of the header without fields. */
  static final int FIXED_LENGTH = 8;

  private static final int VERSION_FIELD_OFFSET = 0;
  private static final int LENGTH_FIELD_OFFSET = 2;
  private static final int PRESENT_FIELD_OFFSET = 4;

  private static final int PRESENT_TIMER = 0x1;
  private static final int PRESENT_FLAGS = 0x2;
  private static final int PRESENT_MORE = 0x80000000;
  private static final int TIMER_LENGTH = 8;
  private static final int FLAG_FRAME_CHECK_SEQUENCE = 0x10;
  private static final int FLAG_PADDED_HEADER = 0x20;
  private static final int FRAME_CHECK_SEQUENCE_LENGTH = 4;

  private ByteBuffer buffer = ByteBuffer.allocate(FIXED_LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  int version() {
    return buffer.get(offset + VERSION_FIELD_OFFSET) & 0xff;
  }

  /** Length of the header with its fields, in bytes. */
  int headerLength() {
    return Short.reverseBytes(buffer.getShort(offset + LENGTH_FIELD_OFFSET)) & 0xffff;
  }

  private int present(int at) {
    return Integer.reverseBytes(buffer.getInt(offset + at));
  }

  /** The flags field, 0 where there is none; to be asked of a header that was captured whole. */
  int flags() {
    if ((present(PRESENT_FIELD_OFFSET) & PRESENT_FLAGS) == 0) {
      return 0;
    }
    int at = PRESENT_FIELD_OFFSET;
    int end = headerLength();
    while (at + 4 <= end && (present(at) & PRESENT_MORE) != 0) {
      at += 4;
    }
    at += 4;
    if ((present(PRESENT_FIELD_OFFSET) & PRESENT_TIMER) != 0) {
      at = ((at + TIMER_LENGTH - 1) & -TIMER_LENGTH) + TIMER_LENGTH;
    }
    return at < end ? buffer.get(offset + at) & 0xff : 0;
  }

  /** What the IEEE 802.11 header is padded to, in bytes. */
  int headerAlignment() {
    return (flags() & FLAG_PADDED_HEADER) != 0 ? 4 : 1;
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(FIXED_LENGTH)) {
      return cursor.missing(FIXED_LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    int headerLength = headerLength();
    if (version() != 0) {
      return Layer.UNKNOWN;
    }
    if (headerLength < FIXED_LENGTH) {
      return Layer.MALFORMED;
    }
    if (!cursor.has(headerLength)) {
      return cursor.missing(headerLength);
    }
    cursor.advance(headerLength);
    if ((flags() & FLAG_FRAME_CHECK_SEQUENCE) != 0
        && cursor.length() > FRAME_CHECK_SEQUENCE_LENGTH) {
      cursor.limit(cursor.length() - FRAME_CHECK_SEQUENCE_LENGTH);
    }
    return Layer.IEEE_802_11;
  }
}
