package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * An IPv6 fragment header (RFC 8200 §4.5).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+-------------------------+---+-+
 * |  next header  |   reserved    |     fragment offset     |rsv|m|
 * +---------------+---------------+-------------------------+---+-+
 * |                        identification                         |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class Ipv6FragmentView {
  static final int LENGTH = 8;

  private static final int NEXT_HEADER_FIELD_OFFSET = 0;
  private static final int FRAGMENT_FIELD_OFFSET = 2;
  private static final int IDENTIFICATION_FIELD_OFFSET = 4;

  private ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  int nextHeader() {
    return buffer.get(offset + NEXT_HEADER_FIELD_OFFSET) & 0xff;
  }

  /** Distance of this fragment from the start of the fragmentable part, in bytes. */
  int fragmentOffset() {
    return buffer.getShort(offset + FRAGMENT_FIELD_OFFSET) & 0xfff8;
  }

  boolean moreFragments() {
    return (buffer.getShort(offset + FRAGMENT_FIELD_OFFSET) & 1) != 0;
  }

  /** False for an atomic fragment (RFC 6946), which is whole. */
  boolean isFragment() {
    return (buffer.getShort(offset + FRAGMENT_FIELD_OFFSET) & 0xfff9) != 0;
  }

  int identification() {
    return buffer.getInt(offset + IDENTIFICATION_FIELD_OFFSET);
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(LENGTH)) {
      return cursor.missing(LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    cursor.advance(LENGTH);
    return IpProtocols.layer(nextHeader(), 6, cursor);
  }
}
