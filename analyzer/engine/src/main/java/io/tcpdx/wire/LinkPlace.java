package io.tcpdx.wire;

/** Digests a frame's link header: frames of one place have the same, frames of another have not. */
final class LinkPlace {
  /** No part of the frame tells where it was captured. */
  private static final int NOTHING = -1;

  private static final int MULTIPLIER = 31;

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

  /** Adds the bytes from there to the cursor to a digest. */
  static int digest(int before, Cursor cursor, int from) {
    int digest = before;
    int at = from;
    for (; at + Integer.BYTES <= cursor.offset(); at += Integer.BYTES) {
      digest = digest * MULTIPLIER + cursor.buffer().getInt(at);
    }
    for (; at < cursor.offset(); at++) {
      digest = digest * MULTIPLIER + cursor.buffer().get(at);
    }
    return digest;
  }
}
