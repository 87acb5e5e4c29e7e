package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * An FDDI header (ISO 9314-2 §7) as libpcap hands it over.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+-----------------------------------------------+
 * | frame control |         destination address (6 bytes)         |
 * +---------------+                               +---------------+
 * |                                               |source address |
 * +-----------------------------------------------+  (6 bytes)    |
 * |                                                               |
 * +---------------+-----------------------------------------------+
 * |               |
 * +---------------+
 * </pre>
 */
final class FddiView {
  static final int LENGTH = 13;

  private static final int FRAME_CONTROL_FIELD_OFFSET = 0;

  /** Class bit left out: asynchronous and synchronous frames alike. */
  private static final int FRAME_FORMAT_MASK = 0x70;

  private static final int FRAME_FORMAT_LLC = 0x50;

  private ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  int frameControl() {
    return buffer.get(offset + FRAME_CONTROL_FIELD_OFFSET) & 0xff;
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(LENGTH)) {
      return cursor.missing(LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    cursor.advance(LENGTH);
    return (frameControl() & FRAME_FORMAT_MASK) == FRAME_FORMAT_LLC ? Layer.LLC : Layer.OTHER;
  }
}
