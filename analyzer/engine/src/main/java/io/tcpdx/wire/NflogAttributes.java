package io.tcpdx.wire;

/**
 * What Linux's netfilter log hands over (LINKTYPE_NFLOG): a header, then attributes padded to four
 * bytes, one of which is the packet. Lengths and types are in the capturing host's byte order,
 * which nothing names.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+-------------------------------+
 * |address family |  version 0    |          resource id          |
 * +---------------+---------------+-------------------------------+
 * |       attribute length        |        attribute type         |
 * +-------------------------------+-------------------------------+
 * |                  value (attribute length - 4)                 |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class NflogAttributes {
  static final int HEADER_LENGTH = 4;
  static final int ATTRIBUTE_HEADER_LENGTH = 4;

  private static final int TYPE_PAYLOAD = 9;

  /** No log entry has more attributes than there are types. */
  private static final int MAX_ATTRIBUTES = 64;

  private NflogAttributes() {}

  static Layer peel(Cursor cursor) {
    if (!cursor.has(HEADER_LENGTH)) {
      return cursor.missing(HEADER_LENGTH);
    }
    int little = payloadAttribute(cursor, true);
    int big = little > 0 ? 0 : payloadAttribute(cursor, false);
    if (little <= 0 && big <= 0) {
      return little < 0 || big < 0 ? Layer.TRUNCATED : Layer.OTHER;
    }
    boolean littleEndian = little > 0;
    int at = littleEndian ? little : big;
    int length = u16(cursor, at, littleEndian) - ATTRIBUTE_HEADER_LENGTH;
    cursor.advance(at + ATTRIBUTE_HEADER_LENGTH);
    cursor.limit(length);
    return Layer.RAW_IP;
  }

  /**
   * Where the payload's attribute starts; 0 where there is none, -1 where the capture ends first.
   */
  private static int payloadAttribute(Cursor cursor, boolean littleEndian) {
    int at = HEADER_LENGTH;
    for (int i = 0; i < MAX_ATTRIBUTES; i++) {
      if (at >= cursor.length()) {
        return 0;
      }
      if (!cursor.has(at + ATTRIBUTE_HEADER_LENGTH)) {
        return -1;
      }
      int length = u16(cursor, at, littleEndian);
      if (length < ATTRIBUTE_HEADER_LENGTH) {
        return 0;
      }
      if (u16(cursor, at + 2, littleEndian) == TYPE_PAYLOAD) {
        return at;
      }
      at += (length + 3) & ~3;
    }
    return 0;
  }

  private static int u16(Cursor cursor, int at, boolean littleEndian) {
    int value = cursor.u16(at);
    return littleEndian ? Short.reverseBytes((short) value) & 0xffff : value;
  }
}
