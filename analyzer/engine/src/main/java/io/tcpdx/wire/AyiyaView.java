package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * An AYIYA header (draft-massar-v6ops-ayiya-02 §4): IPv6 carried over UDP through address
 * translators.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+-------+-------+-------+-------+-------+---------------+
 * | idlen |idtype | siglen| hash  | auth  |opcode |  next header  |
 * +-------+-------+-------+-------+-------+-------+---------------+
 * |                          epoch time                           |
 * +---------------------------------------------------------------+
 * |         identity (2^idlen bytes), signature (siglen * 4)      |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class AyiyaView {
  /** Bytes of the header without identity and signature. */
  static final int FIXED_LENGTH = 8;

  private static final int IDENTITY_FIELD_OFFSET = 0;
  private static final int SIGNATURE_FIELD_OFFSET = 1;
  private static final int OPCODE_FIELD_OFFSET = 2;
  private static final int NEXT_HEADER_FIELD_OFFSET = 3;

  private static final int OPCODE_FORWARD = 1;

  /** Identities are addresses, numbers or names of at most 2^6 bytes. */
  private static final int MAX_IDENTITY_LENGTH_BITS = 6;

  private ByteBuffer buffer = ByteBuffer.allocate(FIXED_LENGTH);
  private int offset;

  /** Whether what stands at {@code cursor} can be this header, before a packet. */
  static boolean matches(Cursor cursor) {
    if (!cursor.has(FIXED_LENGTH)
        || cursor.u8(IDENTITY_FIELD_OFFSET) >>> 4 > MAX_IDENTITY_LENGTH_BITS
        || (cursor.u8(OPCODE_FIELD_OFFSET) & 0x0f) != OPCODE_FORWARD) {
      return false;
    }
    int next = cursor.u8(NEXT_HEADER_FIELD_OFFSET);
    return next == IpProtocols.IPV6 || next == IpProtocols.IPV4;
  }

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  int identityLength() {
    return 1 << ((buffer.get(offset + IDENTITY_FIELD_OFFSET) & 0xf0) >>> 4);
  }

  int signatureLength() {
    return (buffer.get(offset + SIGNATURE_FIELD_OFFSET) & 0xf0) >>> 2;
  }

  /** An IP protocol number. */
  int nextHeader() {
    return buffer.get(offset + NEXT_HEADER_FIELD_OFFSET) & 0xff;
  }

  /** Length of the header with identity and signature, in bytes. */
  int headerLength() {
    return FIXED_LENGTH + identityLength() + signatureLength();
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(FIXED_LENGTH)) {
      return cursor.missing(FIXED_LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    int headerLength = headerLength();
    if (!cursor.has(headerLength)) {
      return cursor.missing(headerLength);
    }
    cursor.advance(headerLength);
    return IpProtocols.layer(nextHeader(), 4, cursor);
  }
}
