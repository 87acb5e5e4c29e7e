package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * What macOS puts before a frame that is captured on several interfaces (LINKTYPE_PKTAP): whose it
 * is. Multi-byte fields are little-endian.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------------------------------------------------------+
 * |                        header length                          |
 * +---------------------------------------------------------------+
 * |                 record type (1 is a packet)                   |
 * +---------------------------------------------------------------+
 * |                          link type                            |
 * +---------------------------------------------------------------+
 * |   interface (24 bytes), flags (4), protocol family (4),       |
 * |   link header length (4), link trailer length (4), process    |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class PktapView {
  /** Bytes that are read of the header; it is longer. */
  static final int MIN_LENGTH = 52;

  private static final int LENGTH_FIELD_OFFSET = 0;
  private static final int TYPE_FIELD_OFFSET = 4;
  private static final int LINK_TYPE_FIELD_OFFSET = 8;
  private static final int TRAILER_LENGTH_FIELD_OFFSET = 48;

  private static final int TYPE_PACKET = 1;

  private ByteBuffer buffer = ByteBuffer.allocate(MIN_LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  private int i32(int at) {
    return Integer.reverseBytes(buffer.getInt(offset + at));
  }

  /** Length of the header in bytes, as it claims. */
  int headerLength() {
    return i32(LENGTH_FIELD_OFFSET);
  }

  int recordType() {
    return i32(TYPE_FIELD_OFFSET);
  }

  /** The frame's link type. */
  int linkType() {
    return i32(LINK_TYPE_FIELD_OFFSET);
  }

  /** Bytes that the link layer put behind the packet. */
  int trailerLength() {
    return i32(TRAILER_LENGTH_FIELD_OFFSET);
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(MIN_LENGTH)) {
      return cursor.missing(MIN_LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    int headerLength = headerLength();
    if (headerLength < MIN_LENGTH) {
      return Layer.MALFORMED;
    }
    if (!cursor.has(headerLength)) {
      return cursor.missing(headerLength);
    }
    if (recordType() != TYPE_PACKET) {
      return Layer.OTHER;
    }
    int trailerLength = trailerLength();
    cursor.advance(headerLength);
    if (trailerLength > 0 && trailerLength <= cursor.length()) {
      cursor.limit(cursor.length() - trailerLength);
    }
    Layer frame = LinkTypes.layer(linkType());
    return frame == Layer.UNSUPPORTED_LINK
        ? cursor.end(frame, Protocols.linkType(linkType()))
        : frame;
  }
}
