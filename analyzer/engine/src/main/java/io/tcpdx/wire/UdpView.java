package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * A UDP header (RFC 768).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |          source port          |       destination port        |
 * +-------------------------------+-------------------------------+
 * |            length             |           checksum            |
 * +-------------------------------+-------------------------------+
 * </pre>
 */
public final class UdpView {
  /** Bytes of the header. */
  public static final int LENGTH = 8;

  private static final int SOURCE_PORT_FIELD_OFFSET = 0;
  private static final int DESTINATION_PORT_FIELD_OFFSET = 2;
  private static final int LENGTH_FIELD_OFFSET = 4;

  private ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  public int sourcePort() {
    return buffer.getShort(offset + SOURCE_PORT_FIELD_OFFSET) & 0xffff;
  }

  public int destinationPort() {
    return buffer.getShort(offset + DESTINATION_PORT_FIELD_OFFSET) & 0xffff;
  }

  /** Header and payload, in bytes, as the header claims. */
  public int length() {
    return buffer.getShort(offset + LENGTH_FIELD_OFFSET) & 0xffff;
  }
}
