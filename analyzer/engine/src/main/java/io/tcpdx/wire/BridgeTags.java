package io.tcpdx.wire;

/**
 * Tags that bridges put behind their EtherType, as VLAN tags are. What follows is an EtherType, but
 * behind an I-tag, where a whole Ethernet header follows.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+---------------------------+-+-----+-----------------------+
 * |d|p|    destination vif        |l|r|ver|      source vif       | VN-tag (Cisco, Linux)
 * +-+-+---------------------------+-+-+---+-----------------------+
 * |prio |d|  ingress base         |rsv|grp|     base              | E-tag (IEEE 802.1BR §7.5)
 * +-----+-+-----------------------+---+---+-------+---------------+
 * |  ingress ext. |  extension    |
 * +---------------+---------------+-------------------------------+
 * |prio |d|u|rsvd |           service identifier                  | I-tag (IEEE 802.1Q §9.7)
 * +-----+-+-+-----+-----------------------------------------------+
 * </pre>
 */
final class BridgeTags {
  static final int VN_TAG_LENGTH = 4;
  static final int E_TAG_LENGTH = 6;
  static final int I_TAG_LENGTH = 4;

  private static final int TYPE_LENGTH = 2;

  private BridgeTags() {}

  static Layer peelVnTag(Cursor cursor) {
    return peel(cursor, VN_TAG_LENGTH);
  }

  static Layer peelETag(Cursor cursor) {
    return peel(cursor, E_TAG_LENGTH);
  }

  static Layer peelITag(Cursor cursor) {
    if (!cursor.has(I_TAG_LENGTH)) {
      return cursor.missing(I_TAG_LENGTH);
    }
    cursor.advance(I_TAG_LENGTH);
    return Layer.ETHERNET;
  }

  private static Layer peel(Cursor cursor, int tagLength) {
    int length = tagLength + TYPE_LENGTH;
    if (!cursor.has(length)) {
      return cursor.missing(length);
    }
    int type = cursor.u16(tagLength);
    cursor.advance(length);
    return EthernetView.payload(type, cursor);
  }
}
