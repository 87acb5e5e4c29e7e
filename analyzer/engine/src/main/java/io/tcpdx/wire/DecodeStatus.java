package io.tcpdx.wire;

/** What became of a frame when it was decoded. */
public enum DecodeStatus {
  /** A TCP segment: all of its fixed header was captured. */
  TCP(""),
  /** A UDP datagram: all of its header was captured. */
  UDP(""),
  /** A fragment of an IP packet, kept until the others arrive. */
  FRAGMENT(""),
  /** Nothing that carries TCP: ARP, ICMP, spanning tree, another transport. */
  OTHER(""),
  /** May carry TCP, and cannot be read: ESP, protected 802.11. */
  ENCRYPTED("encrypted"),
  /** May carry TCP, in a form that depends on what was sent before. */
  COMPRESSED("compressed"),
  /** May carry TCP, in a protocol that tcpdx does not decode. */
  UNKNOWN("unknown"),
  /** The capture cut the frame before its transport header ended. */
  TRUNCATED("cut"),
  /** A length or a version in the frame cannot be. */
  MALFORMED("damaged"),
  /** The frame's link type is none that tcpdx or Pcap4j decodes. */
  UNSUPPORTED_LINK("unknown");

  private final String reason;

  DecodeStatus(String reason) {
    this.reason = reason;
  }

  /** Whether the frame may hold TCP that was not found. */
  public boolean undecoded() {
    return !reason.isEmpty();
  }

  /** Why it could not be looked into, in one word; empty where it was. */
  public String reason() {
    return reason;
  }
}
