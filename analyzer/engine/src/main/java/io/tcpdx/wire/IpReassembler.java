package io.tcpdx.wire;

/**
 * Puts fragments of IP datagrams together (RFC 791 §3.2, RFC 8200 §4.5): of a bounded number of
 * datagrams at a time (together at most 16 MiB), each within a bounded age. Where fragments
 * overlap, the bytes that came first are kept.
 */
final class IpReassembler {
  /** Datagrams that may wait for fragments at a time; the oldest gives way to a new one. */
  static final int MAX_DATAGRAMS = 256;

  /** How long a datagram waits for its fragments after the first one: 30 s, as in Linux. */
  static final long MAX_AGE_NS = 30_000_000_000L;

  /**
   * A capture that sees packets twice sees them within a path's round trip; within less, no host
   * sends 65,536 datagrams and uses an identification again.
   */
  private static final long MAX_COPY_AGE_NS = 100_000_000L;

  private static final int FREE = 0;
  private static final int WAITING = 1;
  private static final int COMPLETED = 2;

  private final IpDatagram[] datagrams = new IpDatagram[MAX_DATAGRAMS];
  private final int[] states = new int[MAX_DATAGRAMS];
  private final long[] openedNs = new long[MAX_DATAGRAMS];
  private final long[] frames = new long[MAX_DATAGRAMS];
  private final long[] sourceHigh = new long[MAX_DATAGRAMS];
  private final long[] sourceLow = new long[MAX_DATAGRAMS];
  private final long[] destinationHigh = new long[MAX_DATAGRAMS];
  private final long[] destinationLow = new long[MAX_DATAGRAMS];
  private final long[] identities = new long[MAX_DATAGRAMS];
  private final long[] firstFrames = new long[MAX_DATAGRAMS];
  private final long[] fragments = new long[MAX_DATAGRAMS];
  private final int[] protocols = new int[MAX_DATAGRAMS];
  private final boolean[] copies = new boolean[MAX_DATAGRAMS];
  private final LostFragments gaveUp = new LostFragments();
  private int slots;
  private long abandoned;

  /** Datagrams given up: too old, displaced by others, or of fragments that contradict. */
  long abandoned() {
    return abandoned;
  }

  /** The fragments of datagrams that were given up, and of those that still wait. */
  LostFragments lost() {
    LostFragments lost = gaveUp.copy();
    for (int i = 0; i < slots; i++) {
      if (states[i] == WAITING) {
        addLost(i, lost);
      }
    }
    return lost;
  }

  private void giveUp(int slot) {
    states[slot] = FREE;
    abandoned++;
    addLost(slot, gaveUp);
  }

  private void addLost(int slot, LostFragments to) {
    if (!copies[slot] && fragments[slot] > 0) {
      to.add(protocols[slot], fragments[slot], firstFrames[slot]);
    }
  }

  /**
   * Takes the fragment at {@code cursor}, which stands behind the IP header and, in IPv6, the
   * fragment header. Once all fragments have come, the cursor is moved to the datagram's payload,
   * which may be read until the next frame's first fragment is added.
   *
   * @param packet the fragment's addresses, IP version, time and frame
   * @param identification the datagram's, as its fragments carry it
   * @param protocol of the payload, as this fragment names it
   * @param start distance from the datagram's start in bytes
   * @param more whether the datagram goes on behind this fragment
   * @return {@link Layer#FRAGMENT} while some are missing, {@link Layer#MALFORMED} for an
   *     impossible fragment, or the layer that the datagram starts with
   */
  Layer add(
      Cursor cursor, Packet packet, int identification, int protocol, int start, boolean more) {
    int length = cursor.length();
    if (length <= 0 || start + length > IpDatagram.MAX_LENGTH || (more && (length & 7) != 0)) {
      return Layer.MALFORMED;
    }
    // IPv4 tells datagrams apart by protocol too; in IPv6 only the first fragment's counts.
    int protocolKey = packet.ipVersion == 4 ? protocol : 0x100;
    long identity = (long) protocolKey << 32 | (identification & 0xffffffffL);
    int slot = find(packet, identity);
    if (slot < 0) {
      slot = open(packet, identity, protocol);
    }
    IpDatagram datagram = datagrams[slot];
    if (!datagram.add(cursor, start, more, protocol)) {
      giveUp(slot);
      return Layer.MALFORMED;
    }
    fragments[slot]++;
    protocols[slot] = start == 0 ? protocol : protocols[slot];
    if (!datagram.isComplete()) {
      return Layer.FRAGMENT;
    }
    states[slot] = COMPLETED;
    frames[slot] = packet.number;
    cursor.enter(datagram.bytes(), datagram.capturedLength(), datagram.length());
    return IpProtocols.layer(datagram.protocol(), packet.ipVersion, cursor);
  }

  private int find(Packet packet, long identity) {
    for (int i = 0; i < slots; i++) {
      if (states[i] != WAITING || identities[i] != identity || !sameAddresses(i, packet)) {
        continue;
      }
      if (packet.timeNs - openedNs[i] <= MAX_AGE_NS) {
        return i;
      }
      giveUp(i);
      return -1;
    }
    return -1;
  }

  /**
   * Whether the datagram was put together a moment ago: what comes then is taken for a copy of a
   * fragment, and its datagram does not count as lost.
   */
  private boolean wasCompleted(Packet packet, long identity) {
    for (int i = 0; i < slots; i++) {
      if (states[i] == COMPLETED
          && identities[i] == identity
          && sameAddresses(i, packet)
          && packet.timeNs - openedNs[i] <= MAX_COPY_AGE_NS) {
        return true;
      }
    }
    return false;
  }

  private boolean sameAddresses(int slot, Packet packet) {
    return sourceLow[slot] == packet.sourceLow
        && destinationLow[slot] == packet.destinationLow
        && sourceHigh[slot] == packet.sourceHigh
        && destinationHigh[slot] == packet.destinationHigh;
  }

  private int open(Packet packet, long identity, int protocol) {
    boolean copy = wasCompleted(packet, identity);
    int slot = chooseSlot(packet);
    copies[slot] = copy;
    fragments[slot] = 0;
    firstFrames[slot] = packet.number;
    protocols[slot] = protocol;
    states[slot] = WAITING;
    openedNs[slot] = packet.timeNs;
    sourceHigh[slot] = packet.sourceHigh;
    sourceLow[slot] = packet.sourceLow;
    destinationHigh[slot] = packet.destinationHigh;
    destinationLow[slot] = packet.destinationLow;
    identities[slot] = identity;
    datagrams[slot].clear();
    return slot;
  }

  /** A free slot, else a new one, else that of the datagram which has waited longest. */
  private int chooseSlot(Packet packet) {
    int oldest = 0;
    for (int i = 0; i < slots; i++) {
      // In the frame that completed it, a datagram may hold the fragment that is being added.
      boolean inUse = states[i] == COMPLETED && frames[i] == packet.number;
      if (states[i] != WAITING && !inUse) {
        return i;
      }
      boolean oldestInUse = states[oldest] == COMPLETED;
      if (!inUse && (oldestInUse || openedNs[i] < openedNs[oldest])) {
        oldest = i;
      }
    }
    if (slots < MAX_DATAGRAMS) {
      datagrams[slots] = new IpDatagram();
      return slots++;
    }
    giveUp(oldest);
    return oldest;
  }
}
