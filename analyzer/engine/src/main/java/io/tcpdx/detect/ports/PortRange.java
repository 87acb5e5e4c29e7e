package io.tcpdx.detect.ports;

/**
 * The local ports that a host gives to the connections that it opens.
 *
 * @param first the lowest
 * @param last the highest
 */
record PortRange(int first, int last) {
  /** Linux's net.ipv4.ip_local_port_range, unless somebody set it. */
  static final PortRange LINUX = new PortRange(32_768, 60_999);

  /** IANA's dynamic ports (RFC 6335 §6): Windows, macOS, the BSDs. */
  static final PortRange DYNAMIC = new PortRange(49_152, 65_535);

  /** Below it ports are bound by programs that ask for them (RFC 6335 §6). */
  static final int FIRST_UNPRIVILEGED = 1024;

  /** A host that goes round fewer ports than this binds them itself. */
  private static final int MIN_CYCLED = 16;

  /** So often, on average, a range's ports were used that has been gone through repeatedly. */
  private static final int CYCLES = 2;

  int size() {
    return last - first + 1;
  }

  /**
   * What a host's ports tell that may be all that it has, or few of them.
   *
   * @param lowest the lowest seen, at least {@link #FIRST_UNPRIVILEGED}
   * @param highest the highest seen
   */
  static PortRange around(int lowest, int highest) {
    if (lowest >= DYNAMIC.first && highest > LINUX.last) {
      return DYNAMIC;
    }
    return new PortRange(Math.min(lowest, LINUX.first), Math.max(highest, LINUX.last));
  }

  /**
   * The range itself where the ports of some connections show that they were gone through again and
   * again; else {@code assumed}.
   *
   * @param ports in ascending order, one for each connection
   * @param from index of the first
   * @param to index after the last
   */
  static PortRange cycled(long[] ports, int from, int to, PortRange assumed) {
    int distinct = 0;
    for (int i = from; i < to; i++) {
      distinct += i == from || ports[i] != ports[i - 1] ? 1 : 0;
    }
    if (distinct < MIN_CYCLED || to - from < CYCLES * distinct) {
      return assumed;
    }
    PortRange seen = new PortRange((int) ports[from], (int) ports[to - 1]);
    boolean dense = 2 * distinct >= seen.size(); // Linux may use the even ones only
    return dense && seen.size() < assumed.size() ? seen : assumed;
  }

  /** {@code 32768-60999}. */
  @Override
  public String toString() {
    return first + "-" + last;
  }
}
