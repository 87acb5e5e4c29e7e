package io.tcpdx.wire;

/**
 * Fragments of IP datagrams that were never complete, by the protocol that the datagrams hold as
 * their IP headers number it.
 */
public final class LostFragments {
  private static final int PROTOCOLS = 256;

  private final long[] fragments = new long[PROTOCOLS];
  private final long[] datagrams = new long[PROTOCOLS];
  private final long[] firstFrames = new long[PROTOCOLS];

  LostFragments copy() {
    LostFragments copy = new LostFragments();
    System.arraycopy(fragments, 0, copy.fragments, 0, PROTOCOLS);
    System.arraycopy(datagrams, 0, copy.datagrams, 0, PROTOCOLS);
    System.arraycopy(firstFrames, 0, copy.firstFrames, 0, PROTOCOLS);
    return copy;
  }

  void add(int protocol, long count, long firstFrame) {
    if (fragments[protocol] == 0 || firstFrame < firstFrames[protocol]) {
      firstFrames[protocol] = firstFrame;
    }
    fragments[protocol] += count;
    datagrams[protocol]++;
  }

  /** Protocols by number, those without lost fragments included. */
  public int protocols() {
    return PROTOCOLS;
  }

  /** Fragments of datagrams of {@code protocol}. */
  public long fragments(int protocol) {
    return fragments[protocol];
  }

  /** Datagrams that these were fragments of. */
  public long datagrams(int protocol) {
    return datagrams[protocol];
  }

  /** Number of the first frame with such a fragment. */
  public long firstFrame(int protocol) {
    return firstFrames[protocol];
  }

  /** Whether TCP may be in them, in the clear or in a tunnel. */
  public boolean mayCarryTcp(int protocol) {
    return IpProtocols.mayCarryTcp(protocol);
  }

  /** The protocol's name. */
  public String name(int protocol) {
    return IpProtocols.name(protocol);
  }
}
