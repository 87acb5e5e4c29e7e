package io.tcpdx.wire;

import java.nio.ByteBuffer;

/** Digests a frame's link header: frames of one place have the same, frames of another have not. */
final class LinkPlace {
  /** No part of the frame tells where it was captured. */
  private static final int NOTHING = -1;

  private static final int MULTIPLIER = 31;

  /** Both Ethernet addresses, and an IEEE 802.1Q tag, in bytes. */
  private static final int ADDRESSES = 12;

  private static final int TAG = 4;

  private LinkPlace() {}

  /**
   * Where the bytes begin that are the same for all frames that pass one place in one direction, or
   * a negative number where the link header has none: in 802.11 it has a sequence number, and what
   * stands before it, the signal's strength.
   */
  static int bytesFrom(Frame frame) {
    return switch (frame.linkType()) {
      case LinkTypes.ETHERNET, LinkTypes.LINUX_SLL, LinkTypes.LINUX_SLL2 -> frame.offset();
      default -> NOTHING;
    };
  }

  /**
   * Adds to a digest what stands from there to the cursor and is the same for all packets: of
   * Ethernet the addresses and VLAN tags, for behind these may be lengths (PPPoE, 802.3).
   */
  static int digest(int before, Cursor cursor, int from, boolean ethernet) {
    ByteBuffer buffer = cursor.buffer();
    int end = ethernet ? tagsEnd(buffer, from, cursor.offset()) : cursor.offset();
    int digest = before;
    int at = from;
    for (; at + Integer.BYTES <= end; at += Integer.BYTES) {
      digest = digest * MULTIPLIER + buffer.getInt(at);
    }
    for (; at < end; at++) {
      digest = digest * MULTIPLIER + buffer.get(at);
    }
    return digest;
  }

  private static int tagsEnd(ByteBuffer buffer, int from, int end) {
    int at = from + ADDRESSES;
    while (at + TAG <= end && EtherTypes.isVlan(buffer.getShort(at) & 0xffff)) {
      at += TAG;
    }
    return Math.min(at, end);
  }
}
