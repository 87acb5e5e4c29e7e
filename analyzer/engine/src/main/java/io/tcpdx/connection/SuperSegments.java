package io.tcpdx.connection;

import io.tcpdx.wire.Packet;
import io.tcpdx.wire.TcpOptions;

/**
 * The segments of one side that were larger than the MSS, those seen lately. With segmentation
 * offload a sender's own capture holds them whole, and one further on the pieces that the card cut
 * them into. The pieces carry the same acknowledgment and timestamps, and consecutive IP
 * identifications from the whole's on.
 */
final class SuperSegments {
  private static final int INITIAL = 16;

  /** As many of 7 kB pass in 50 ms of 1.1 Gbit/s: what lies between two ends of a path. */
  private static final int MOST = 1024;

  private static final int STRIDE = 5;
  private static final int START = 0;
  private static final int END = 1;
  private static final int TIME = 2;
  private static final int ACK_AND_TIMESTAMP = 3;
  private static final int PLACE_AND_ID = 4;
  private static final int ID_MASK = 0xffff;
  private static final int UNKNOWN = -1;

  private long[] slots = new long[INITIAL * STRIDE];
  private int capacity = INITIAL;
  private int added;

  /** Payload of one piece where one was recognised, or 0. */
  private int pieceBytes;

  /**
   * Remembers one.
   *
   * @param id its IP identification, or 0 where its sender does not number packets
   * @param mayGrow whether pieces were recognised, so that more is worth remembering
   */
  void add(long start, long end, Packet packet, int id, boolean mayGrow) {
    if (mayGrow && added >= capacity && capacity < MOST) {
      grow();
    }
    int at = slot(added++);
    slots[at + START] = start;
    slots[at + END] = end;
    slots[at + TIME] = packet.timeNs();
    slots[at + ACK_AND_TIMESTAMP] = ackAndTimestamp(packet);
    slots[at + PLACE_AND_ID] = (long) packet.place() << 32 | id;
  }

  /** Takes note of how large pieces are, by the first piece of one. */
  void onFirstPiece(int payloadBytes) {
    pieceBytes = payloadBytes;
  }

  /**
   * Whether the packet begins where one of these was cut, and was sent with it.
   *
   * @param start position of its first byte
   * @param id its IP identification, or 0
   * @param segmentSize payload of a full segment in bytes, as far as the MSS tells
   */
  boolean holdPiece(long start, Packet packet, int id, long segmentSize, CopyEvidence evidence) {
    long wanted = ackAndTimestamp(packet);
    for (int i = 1; i <= Math.min(added, capacity); i++) {
      int at = slot(added - i);
      long offset = start - slots[at + START];
      boolean within = offset > 0 && start < slots[at + END];
      if (within && slots[at + ACK_AND_TIMESTAMP] == wanted) {
        int wholeId = (int) slots[at + PLACE_AND_ID] & ID_MASK;
        int pieces = id > 0 && wholeId > 0 ? id - wholeId & ID_MASK : UNKNOWN;
        boolean cutThere = isCut(offset, pieces, segmentSize) || isCut(offset, pieces, pieceBytes);
        int place = (int) (slots[at + PLACE_AND_ID] >>> 32);
        long lagNs = Math.abs(packet.timeNs() - slots[at + TIME]);
        if (cutThere && evidence.isCopy(packet, lagNs, place)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether so many pieces of that size end there. */
  private static boolean isCut(long offset, int pieces, long size) {
    return size > 0 && offset % size == 0 && (pieces == UNKNOWN || pieces == offset / size);
  }

  private static long ackAndTimestamp(Packet packet) {
    TcpOptions options = packet.tcpOptions();
    return (long) packet.tcp().acknowledgment() << 32 | (options.timestampValue() & 0xffffffffL);
  }

  private int slot(int index) {
    return (index & (capacity - 1)) * STRIDE;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (int i = 0; i < capacity; i++) {
      System.arraycopy(slots, slot(added - capacity + i), larger, i * STRIDE, STRIDE);
    }
    slots = larger;
    added = capacity;
    capacity *= 2;
  }
}
