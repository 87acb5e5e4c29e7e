package io.tcpdx.connection;

/**
 * SYNs of one side that differ in their sequence number from its first, while the set-up goes on:
 * of a server that forgot the connection, or of several that answer for it. The other side's first
 * ACK tells which one it took. Fixed in size; the oldest goes.
 */
final class OtherSyns {
  private static final int REMEMBERED = 4;

  private final long[] positions = new long[REMEMBERED];
  private final int[] sizes = new int[REMEMBERED];
  private final int[] scales = new int[REMEMBERED];
  private final boolean[] sacks = new boolean[REMEMBERED];
  private int count;

  /** Remembers a SYN of that side. */
  static void note(Segment segment, HalfStream me) {
    OtherSyns others = me.otherSyns;
    if (others == null) {
      others = new OtherSyns();
      me.otherSyns = others;
    }
    int at = others.find(segment.start);
    if (at < 0) {
      at = others.count++ % REMEMBERED;
    }
    others.positions[at] = segment.start;
    others.sizes[at] = segment.packet.tcpOptions().mss();
    others.scales[at] = segment.packet.tcpOptions().windowScale();
    others.sacks[at] = segment.packet.tcpOptions().sackPermitted();
  }

  /** The stream begins behind another SYN than its first, where one ends at that position. */
  static void beginAt(long position, HalfStream me) {
    OtherSyns others = me.otherSyns;
    boolean nothingSent = me.synSeen && me.next == me.synPosition + 1;
    if (others == null || !nothingSent || (me.ackedKnown && me.acked == me.next)) {
      return;
    }
    int at = others.find(position - 1);
    if (at >= 0) {
      me.mss = others.sizes[at];
      me.windowScale = others.scales[at];
      me.sackPermitted = others.sacks[at];
      me.beginAgain(position - 1);
    }
  }

  private int find(long position) {
    for (int i = 0; i < Math.min(count, REMEMBERED); i++) {
      if (positions[i] == position) {
        return i;
      }
    }
    return -1;
  }
}
