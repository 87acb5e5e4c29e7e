package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * A BSD loopback header: an address family, in the byte order of the capturing host (LINKTYPE_NULL)
 * or of the network (LINKTYPE_LOOP).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------------------------------------------------------+
 * |                        address family                         |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class LoopbackView {
  static final int LENGTH = 4;

  private static final int AF_INET = 2;
  private static final int AF_OSI = 7;
  private static final int AF_APPLETALK = 16;
  private static final int AF_INET6_LINUX = 10;
  private static final int AF_INET6_WINDOWS = 23;
  private static final int AF_INET6_NETBSD = 24;
  private static final int AF_INET6_FREEBSD = 28;
  private static final int AF_INET6_DARWIN = 30;

  private ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  /** The address family. All are small: a value in the upper half is in the other byte order. */
  int addressFamily() {
    int family = buffer.getInt(offset);
    return (family & 0xffff0000) == 0 ? family : Integer.reverseBytes(family);
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(LENGTH)) {
      return cursor.missing(LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    cursor.advance(LENGTH);
    return switch (addressFamily()) {
      case AF_INET -> Layer.IPV4;
      case AF_INET6_LINUX, AF_INET6_WINDOWS, AF_INET6_NETBSD, AF_INET6_FREEBSD, AF_INET6_DARWIN ->
          Layer.IPV6;
      case AF_OSI, AF_APPLETALK -> Layer.OTHER;
      default -> etherType(cursor);
    };
  }

  /** Some capturing systems write an EtherType in place of a family, which is larger than any. */
  private Layer etherType(Cursor cursor) {
    int family = addressFamily();
    return family >= EtherTypes.FIRST && family <= 0xffff
        ? EtherTypes.layer(family, cursor)
        : Layer.UNKNOWN;
  }
}
