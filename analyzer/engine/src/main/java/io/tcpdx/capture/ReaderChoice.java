package io.tcpdx.capture;

/** Which reader a capture file is read with. */
public enum ReaderChoice {
  /** The reader of our own; it needs no native library. */
  AUTO,
  /** The reader of our own. */
  MAPPED,
  /** libpcap, through Pcap4j. */
  LIBPCAP
}
