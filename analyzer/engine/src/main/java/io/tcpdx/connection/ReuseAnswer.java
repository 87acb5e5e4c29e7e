package io.tcpdx.connection;

/** What came first to a SYN on a 4-tuple in use a short time before. */
public enum ReuseAnswer {
  /** A SYN-ACK, to the first SYN. */
  SYN_ACK,
  /**
   * An ACK of the connection before, to which this SYN was not acceptable (RFC 9293 §3.10.7.4, RFC
   * 5961 §4). The client answers it by a reset, and sends its SYN again.
   */
  OLD_ACK,
  /** A reset. */
  RESET,
  /** Nothing: the SYN was sent again, or given up (RFC 6191 §2: "silently drop"). */
  NONE
}
