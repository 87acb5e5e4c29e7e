package io.tcpdx.connection;

import io.tcpdx.wire.TcpOptions;

/**
 * SYNs of one side that differ in their sequence number, the first among them: of a server that
 * forgot the connection, or of several that answer for it. The other side's first ACK tells which
 * one it took. Fixed in size; the oldest goes.
 */
final class OtherSyns {
  private static final int REMEMBERED = 8;

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
      others.add(me.synPosition, me.mss, me.windowScale, me.sackPermitted);
      me.otherSyns = others;
    }
    TcpOptions options = segment.packet.tcpOptions();
    others.add(segment.start, options.mss(), options.windowScale(), options.sackPermitted());
  }

  private void add(long position, int size, int scale, boolean sack) {
    int at = find((int) position);
    if (at < 0) {
      at = count++ % REMEMBERED;
    }
    positions[at] = position;
    sizes[at] = size;
    scales[at] = scale;
    sacks[at] = sack;
  }

  /** Whether that side sent a SYN with this sequence number, as one of several. */
  static boolean include(int sequence, HalfStream me) {
    return me.otherSyns != null && me.otherSyns.find(sequence) >= 0;
  }

  /** The stream begins behind another SYN than its first, where one ends at that position. */
  static void beginAt(long position, HalfStream me) {
    OtherSyns others = me.otherSyns;
    boolean nothingSent = me.synSeen && me.next == me.synPosition + 1;
    if (others == null || !nothingSent || (me.ackedKnown && me.acked == me.next)) {
      return;
    }
    int at = others.find((int) position - 1);
    if (at >= 0) {
      me.mss = others.sizes[at];
      me.windowScale = others.scales[at];
      me.sackPermitted = others.sacks[at];
      me.beginAgain(position - 1);
    }
  }

  /** Where a SYN with this sequence number stands, or -1. */
  private int find(int sequence) {
    for (int i = 0; i < Math.min(count, REMEMBERED); i++) {
      if ((int) positions[i] == sequence) {
        return i;
      }
    }
    return -1;
  }
}
