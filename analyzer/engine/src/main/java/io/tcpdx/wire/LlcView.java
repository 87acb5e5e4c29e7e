package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * An IEEE 802.2 LLC header, with SNAP behind it where both service access points are 0xaa (RFC
 * 1042).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+---------------+---------------+
 * |     DSAP      |     SSAP      |    control    |  organization |
 * +---------------+---------------+---------------+---------------+
 * |         organization          |           EtherType           |
 * +-------------------------------+-------------------------------+
 * </pre>
 */
final class LlcView {
  static final int LENGTH = 3;
  static final int SNAP_LENGTH = 8;

  private static final int DSAP_FIELD_OFFSET = 0;
  private static final int SSAP_FIELD_OFFSET = 1;
  private static final int CONTROL_FIELD_OFFSET = 2;
  private static final int CONTROL_AND_ORGANIZATION_FIELD_OFFSET = 2;
  private static final int ETHER_TYPE_FIELD_OFFSET = 6;

  private static final int SAP_IP = 0x06;
  private static final int SAP_SNAP = 0xaa;
  private static final int UNNUMBERED_INFORMATION = 0x03;
  private static final int ORGANIZATION_ENCAPSULATED_ETHERNET = 0x000000;
  private static final int ORGANIZATION_BRIDGE_TUNNEL = 0x0000f8;

  private ByteBuffer buffer = ByteBuffer.allocate(SNAP_LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  int dsap() {
    return buffer.get(offset + DSAP_FIELD_OFFSET) & 0xff;
  }

  int ssap() {
    return buffer.get(offset + SSAP_FIELD_OFFSET) & 0xff;
  }

  int control() {
    return buffer.get(offset + CONTROL_FIELD_OFFSET) & 0xff;
  }

  /** SNAP's organization code, 24 bits. */
  int organization() {
    return buffer.getInt(offset + CONTROL_AND_ORGANIZATION_FIELD_OFFSET) & 0xffffff;
  }

  /** SNAP's EtherType. */
  int etherType() {
    return buffer.getShort(offset + ETHER_TYPE_FIELD_OFFSET) & 0xffff;
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(LENGTH)) {
      return cursor.missing(LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    if (control() == UNNUMBERED_INFORMATION && dsap() == SAP_IP && ssap() == SAP_IP) {
      cursor.advance(LENGTH);
      return Layer.IPV4;
    }
    if (control() == UNNUMBERED_INFORMATION && dsap() == SAP_SNAP && ssap() == SAP_SNAP) {
      return peelSnap(cursor);
    }
    boolean withoutTcp = control() != UNNUMBERED_INFORMATION || !withoutTcp(dsap()).isEmpty();
    return cursor.end(withoutTcp ? Layer.OTHER : Layer.UNKNOWN, Protocols.llcService(dsap()));
  }

  private Layer peelSnap(Cursor cursor) {
    if (!cursor.has(SNAP_LENGTH)) {
      return cursor.missing(SNAP_LENGTH);
    }
    cursor.advance(SNAP_LENGTH);
    int organization = organization();
    return organization == ORGANIZATION_ENCAPSULATED_ETHERNET
            || organization == ORGANIZATION_BRIDGE_TUNNEL
        ? EtherTypes.layer(etherType(), cursor)
        : cursor.end(Layer.OTHER, Protocols.named(NamedProtocol.SNAP));
  }

  /** The name of the service at {@code accessPoint}; its number where it has none here. */
  static String name(int accessPoint) {
    String withoutTcp = withoutTcp(accessPoint);
    return withoutTcp.isEmpty() ? "LLC service 0x%02x".formatted(accessPoint) : withoutTcp;
  }

  /** The name of a service that carries no TCP; empty for any other. */
  private static String withoutTcp(int accessPoint) {
    return switch (accessPoint) {
      case 0x00 -> "LLC";
      case 0x04, 0x08, 0x0c -> "SNA";
      case 0x42 -> "spanning tree";
      case 0xe0, 0xff -> "IPX";
      case 0xf0 -> "NetBIOS";
      case 0xf4 -> "LAN manager";
      case 0xf8, 0xfc -> "remote boot";
      case 0xfe -> "OSI";
      default -> "";
    };
  }
}
