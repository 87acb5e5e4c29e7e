package io.tcpdx.place;

/**
 * The packets of a capture that were seen lately, each with the time and place of its first sight.
 * What makes two frames sights of one packet is in the key, which the caller makes; this table does
 * not compare packets. One table serves all connections of a capture, so that memory does not grow
 * with their number: it grows up to a bound as long as what it would forget is still of use.
 */
public final class Sightings {
  /** No such packet is remembered. */
  public static final int NONE = -1;

  /** How long a sight is of use: captures of two hosts may differ by seconds in their clocks. */
  public static final long HORIZON_NS = 10_000_000_000L;

  /** Packets remembered at most: 80 ms of a capture of 800,000 packets a second. */
  static final int MAX_ENTRIES = 1 << 16;

  private static final int INITIAL_ENTRIES = 1 << 10;

  /** Entries that a key may stand in; of these the one seen longest ago gives way. */
  private static final int WAYS = 4;

  private static final int STRIDE = 4;
  private static final int KEY = 0;
  private static final int TIME = 1;
  private static final int NUMBERS = 2;
  private static final int LENGTH_AND_PLACE = 3;

  private static final long EMPTY = 0;

  private long[] entries = new long[INITIAL_ENTRIES * STRIDE];

  /** The finalizer of SplitMix64: spreads every bit of the input over the output. */
  public static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /**
   * Finds a packet; valid until the next is remembered.
   *
   * @param key what is the same for all sights of the packet, well mixed
   * @return where it stands, or {@link #NONE}
   */
  public int find(long key) {
    long wanted = key | 1;
    int first = bucket(wanted);
    for (int at = first; at < first + WAYS * STRIDE; at += STRIDE) {
      if (entries[at + KEY] == wanted) {
        return at;
      }
    }
    return NONE;
  }

  /**
   * Remembers the first sight of a packet; it takes the place of one with the same key.
   *
   * @param sequence its sequence number, or any other number
   * @param acknowledgment its acknowledgment number, or any other number
   * @param length a number of the caller's, such as its length
   * @param place a digest of where it was seen
   */
  public void remember(
      long key, long timeNs, int sequence, int acknowledgment, int length, int place) {
    long kept = key | 1;
    int at = find(kept);
    if (at == NONE) {
      at = oldest(bucket(kept));
      while (isOfUse(at, timeNs) && entries.length < MAX_ENTRIES * STRIDE) {
        grow();
        at = oldest(bucket(kept));
      }
    }
    entries[at + KEY] = kept;
    entries[at + TIME] = timeNs;
    entries[at + NUMBERS] = (long) sequence << 32 | (acknowledgment & 0xffffffffL);
    entries[at + LENGTH_AND_PLACE] = (long) length << 32 | (place & 0xffffffffL);
  }

  /** When the packet was first seen, nanoseconds since the epoch. */
  public long timeNs(int at) {
    return entries[at + TIME];
  }

  /** The sequence number that it was remembered with. */
  public int sequence(int at) {
    return (int) (entries[at + NUMBERS] >>> 32);
  }

  /** The acknowledgment number that it was remembered with. */
  public int acknowledgment(int at) {
    return (int) entries[at + NUMBERS];
  }

  /** The length that it was remembered with. */
  public int length(int at) {
    return (int) (entries[at + LENGTH_AND_PLACE] >>> 32);
  }

  /** Where it was first seen. */
  public int place(int at) {
    return (int) entries[at + LENGTH_AND_PLACE];
  }

  private int bucket(long key) {
    int buckets = entries.length / (WAYS * STRIDE);
    return ((int) (key >>> 1) & (buckets - 1)) * WAYS * STRIDE;
  }

  private int oldest(int first) {
    int oldest = first;
    for (int at = first; at < first + WAYS * STRIDE; at += STRIDE) {
      if (entries[at + KEY] == EMPTY) {
        return at;
      }
      if (entries[at + TIME] < entries[oldest + TIME]) {
        oldest = at;
      }
    }
    return oldest;
  }

  private boolean isOfUse(int at, long nowNs) {
    return entries[at + KEY] != EMPTY && nowNs - entries[at + TIME] <= HORIZON_NS;
  }

  private void grow() {
    long[] old = entries;
    entries = new long[old.length * 2];
    for (int from = 0; from < old.length; from += STRIDE) {
      if (old[from + KEY] != EMPTY) {
        System.arraycopy(old, from, entries, oldest(bucket(old[from + KEY])), STRIDE);
      }
    }
  }
}
