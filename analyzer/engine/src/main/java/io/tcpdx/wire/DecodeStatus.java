package io.tcpdx.wire;

/** What became of a frame when it was decoded. */
public enum DecodeStatus {
  /** A TCP segment: all of its fixed header was captured. */
  TCP,
  /** A UDP datagram: all of its header was captured. */
  UDP,
  /** A fragment of an IP packet, kept until the others arrive. */
  FRAGMENT,
  /** Decoded, and nothing that tcpdx looks at: ARP, ICMP, spanning tree, another transport. */
  OTHER,
  /** The capture cut the frame before its transport header ended. */
  TRUNCATED,
  /** A length or a version in the frame cannot be. */
  MALFORMED,
  /** The frame's link type is none that tcpdx or Pcap4j decodes. */
  UNSUPPORTED_LINK;

  /** Whether the frame should have been decoded and could not be. */
  public boolean undecoded() {
    return this == TRUNCATED || this == MALFORMED || this == UNSUPPORTED_LINK;
  }
}
