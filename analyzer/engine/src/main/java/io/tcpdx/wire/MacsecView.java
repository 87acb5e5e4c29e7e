package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * A MACsec tag behind its EtherType (IEEE 802.1AE §9.3). It may protect without encrypting.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+---+---------------+-------------------------------+
 * |v|e|S|b|E|C|num| short length  |         packet number         |
 * +-+-+-+-+-+-+---+---------------+-------------------------------+
 * |         packet number         |  [channel id (8 bytes)] (S)   |
 * +-------------------------------+-------------------------------+
 * </pre>
 */
final class MacsecView {
  /** Bytes of the tag without a channel identifier. */
  static final int FIXED_LENGTH = 6;

  private static final int FLAG_CHANNEL = 0x20;
  private static final int FLAG_ENCRYPTED = 0x08;
  private static final int FLAG_CHANGED = 0x04;
  private static final int CHANNEL_LENGTH = 8;
  private static final int CHECK_VALUE_LENGTH = 16;
  private static final int TYPE_LENGTH = 2;

  private ByteBuffer buffer = ByteBuffer.allocate(FIXED_LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  int flags() {
    return buffer.get(offset) & 0xff;
  }

  /** Length of the tag in bytes. */
  int headerLength() {
    return (flags() & FLAG_CHANNEL) != 0 ? FIXED_LENGTH + CHANNEL_LENGTH : FIXED_LENGTH;
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(FIXED_LENGTH)) {
      return cursor.missing(FIXED_LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    if ((flags() & (FLAG_ENCRYPTED | FLAG_CHANGED)) != 0) {
      return Layer.ENCRYPTED;
    }
    int typeAt = headerLength();
    if (!cursor.has(typeAt + TYPE_LENGTH)) {
      return cursor.missing(typeAt + TYPE_LENGTH);
    }
    int type = cursor.u16(typeAt);
    cursor.advance(typeAt + TYPE_LENGTH);
    if (cursor.length() > CHECK_VALUE_LENGTH) {
      cursor.limit(cursor.length() - CHECK_VALUE_LENGTH);
    }
    return EthernetView.payload(type, cursor);
  }
}
