package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * An IEEE 802.11 data frame's header (IEEE 802.11 §9.3.2.1). Multi-byte fields are little-endian.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+---+---+---------------+-------------------------------+
 * |subtype|typ|ver|     flags     |           duration            |
 * +-------+---+---+---------------+-------------------------------+
 * |          addresses 1 to 3 (18 bytes), sequence (2)            |
 * +---------------------------------------------------------------+
 * | [address 4 (6)] [QoS control (2)] [HT control (4)]            |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class Ieee80211View {
  /** Bytes of the header without its optional fields. */
  static final int FIXED_LENGTH = 24;

  private static final int FRAME_CONTROL_FIELD_OFFSET = 0;
  private static final int FLAGS_FIELD_OFFSET = 1;
  private static final int SEQUENCE_FIELD_OFFSET = 22;

  private static final int ADDRESS_4_LENGTH = 6;
  private static final int QOS_CONTROL_LENGTH = 2;
  private static final int HT_CONTROL_LENGTH = 4;

  private static final int TYPE_MANAGEMENT = 0;
  private static final int TYPE_CONTROL = 1;
  private static final int TYPE_DATA = 2;
  private static final int SUBTYPE_NO_DATA = 0x4;
  private static final int SUBTYPE_QOS = 0x8;
  private static final int FLAGS_TO_AND_FROM_DISTRIBUTION_SYSTEM = 0x03;
  private static final int FLAG_MORE_FRAGMENTS = 0x04;
  private static final int FLAG_PROTECTED = 0x40;
  private static final int FLAG_ORDER = 0x80;
  private static final int QOS_AGGREGATE = 0x80;

  private ByteBuffer buffer = ByteBuffer.allocate(FIXED_LENGTH);
  private int offset;
  private boolean swapped;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
    this.swapped = false;
  }

  int version() {
    return control() & 0x03;
  }

  /** 0 management, 1 control, 2 data. */
  int type() {
    return (control() & 0x0c) >>> 2;
  }

  int subtype() {
    return (control() & 0xf0) >>> 4;
  }

  int flags() {
    return buffer.get(offset + (swapped ? FRAME_CONTROL_FIELD_OFFSET : FLAGS_FIELD_OFFSET)) & 0xff;
  }

  private int control() {
    return buffer.get(offset + (swapped ? FLAGS_FIELD_OFFSET : FRAME_CONTROL_FIELD_OFFSET)) & 0xff;
  }

  private int fragmentNumber() {
    int at = swapped ? SEQUENCE_FIELD_OFFSET + 1 : SEQUENCE_FIELD_OFFSET;
    return buffer.get(offset + at) & 0x0f;
  }

  private boolean hasFourthAddress() {
    return (flags() & FLAGS_TO_AND_FROM_DISTRIBUTION_SYSTEM)
        == FLAGS_TO_AND_FROM_DISTRIBUTION_SYSTEM;
  }

  private boolean hasQos() {
    return (subtype() & SUBTYPE_QOS) != 0;
  }

  /** Length of a data frame's header in bytes. */
  int headerLength() {
    int length = FIXED_LENGTH;
    if (hasFourthAddress()) {
      length += ADDRESS_4_LENGTH;
    }
    if (hasQos()) {
      length += QOS_CONTROL_LENGTH;
      if ((flags() & FLAG_ORDER) != 0) {
        length += HT_CONTROL_LENGTH;
      }
    }
    return length;
  }

  /**
   * Moves past the header of a data frame that is neither encrypted nor fragmented.
   *
   * @param alignment what the header is padded to, in bytes: 1, or 4 where radiotap says so
   */
  Layer peel(Cursor cursor, int alignment) {
    if (!cursor.has(2)) {
      return cursor.missing(2);
    }
    wrap(cursor.buffer(), cursor.offset());
    return peelWrapped(cursor, alignment);
  }

  /**
   * Moves past the header of a frame in CAPWAP, of which some access points swap the bytes of
   * fields: flags in the first byte then show as an impossible version.
   */
  Layer peelInCapwap(Cursor cursor) {
    if (!cursor.has(2)) {
      return cursor.missing(2);
    }
    wrap(cursor.buffer(), cursor.offset());
    swapped = version() != 0 && (flags() & 0x03) == 0;
    return peelWrapped(cursor, 1);
  }

  private Layer peelWrapped(Cursor cursor, int alignment) {
    if (version() != 0 || type() != TYPE_DATA || (subtype() & SUBTYPE_NO_DATA) != 0) {
      return withoutData(cursor);
    }
    if ((flags() & FLAG_PROTECTED) != 0) {
      return cursor.end(Layer.ENCRYPTED, Protocols.named(NamedProtocol.PROTECTED_802_11));
    }
    int headerLength = (headerLength() + alignment - 1) & -alignment;
    if (!cursor.has(headerLength)) {
      return cursor.missing(headerLength);
    }
    if ((flags() & FLAG_MORE_FRAGMENTS) != 0 || fragmentNumber() != 0) {
      return cursor.end(Layer.UNKNOWN, Protocols.named(NamedProtocol.FRAGMENT_802_11));
    }
    boolean aggregate = hasQos() && (cursor.u8(qosOffset()) & QOS_AGGREGATE) != 0;
    cursor.advance(headerLength);
    return aggregate ? Layer.A_MSDU : Layer.LLC;
  }

  private Layer withoutData(Cursor cursor) {
    if (version() != 0) {
      return Layer.UNKNOWN;
    }
    return switch (type()) {
      case TYPE_MANAGEMENT ->
          cursor.end(Layer.OTHER, Protocols.named(NamedProtocol.MANAGEMENT_802_11));
      case TYPE_CONTROL -> cursor.end(Layer.OTHER, Protocols.named(NamedProtocol.CONTROL_802_11));
      case TYPE_DATA -> cursor.end(Layer.OTHER, Protocols.named(NamedProtocol.NULL_802_11));
      default -> Layer.UNKNOWN;
    };
  }

  private int qosOffset() {
    return hasFourthAddress() ? FIXED_LENGTH + ADDRESS_4_LENGTH : FIXED_LENGTH;
  }
}
