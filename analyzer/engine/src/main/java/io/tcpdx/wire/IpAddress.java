package io.tcpdx.wire;

/**
 * An IP address as a value, for use outside the hot path.
 *
 * @param version 4 or 6
 * @param high upper 64 bits of an IPv6 address; 0 for IPv4
 * @param low lower 64 bits; an IPv4 address stands in the lower 32
 */
public record IpAddress(int version, long high, long low) {
  private static final int GROUPS = 8;

  public IpAddress {
    if (version != 4 && version != 6) {
      throw new IllegalArgumentException("IP version " + version);
    }
    if (version == 4 && (high != 0 || low >>> 32 != 0)) {
      throw new IllegalArgumentException("more than 32 bits in an IPv4 address");
    }
  }

  /** Where {@code packet} comes from. */
  public static IpAddress sourceOf(Packet packet) {
    return new IpAddress(packet.ipVersion(), packet.sourceHigh(), packet.sourceLow());
  }

  /** Where {@code packet} goes to. */
  public static IpAddress destinationOf(Packet packet) {
    return new IpAddress(packet.ipVersion(), packet.destinationHigh(), packet.destinationLow());
  }

  /**
   * Dotted for IPv4; for IPv6 as RFC 5952 recommends: lower case, the longest run of zeros as ::.
   */
  @Override
  public String toString() {
    return version == 4 ? dotted((int) low) : version6();
  }

  private static String dotted(int bits) {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 0xff)
        + "."
        + (bits >>> 8 & 0xff)
        + "."
        + (bits & 0xff);
  }

  private String version6() {
    if (high == 0 && low >>> 32 == 0xffff) {
      return "::ffff:" + dotted((int) low);
    }
    int runStart = longestZeroRun();
    int runEnd = runStart < 0 ? -1 : zeroRunEnd(runStart);
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < GROUPS; i++) {
      if (i == runStart) {
        text.append("::");
        i = runEnd - 1;
        continue;
      }
      if (i > 0 && i != runEnd) {
        text.append(':');
      }
      text.append(Integer.toHexString(group(i)));
    }
    return text.toString();
  }

  /** Start of the first of the longest runs of at least two zero groups, or -1. */
  private int longestZeroRun() {
    int best = -1;
    int bestLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int length = zeroRunEnd(i) - i;
      if (length > bestLength) {
        best = i;
        bestLength = length;
      }
    }
    return best;
  }

  private int zeroRunEnd(int start) {
    int end = start;
    while (end < GROUPS && group(end) == 0) {
      end++;
    }
    return end;
  }

  private int group(int index) {
    long half = index < GROUPS / 2 ? high : low;
    return (int) (half >>> (48 - 16 * (index % (GROUPS / 2)))) & 0xffff;
  }
}
