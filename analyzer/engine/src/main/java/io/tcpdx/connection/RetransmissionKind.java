package io.tcpdx.connection;

/** Why a segment was sent again. */
public enum RetransmissionKind {
  /** After duplicate ACKs or SACK evidence (RFC 5681 §3.2, RFC 6675, RFC 8985). */
  FAST,
  /** By the retransmission timer, or in the recovery that follows it (RFC 6298). */
  TIMEOUT,
  /** By a tail loss probe (RFC 8985 §7). */
  TAIL_LOSS_PROBE,
  /** Needless: the original had arrived. */
  SPURIOUS,
  /** None of these could be shown. */
  UNKNOWN
}
