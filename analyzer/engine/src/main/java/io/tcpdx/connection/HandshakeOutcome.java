package io.tcpdx.connection;

/** How the set-up of a connection ended, as far as the capture shows. */
public enum HandshakeOutcome {
  /** Both SYNs were acknowledged. */
  ESTABLISHED,
  /** The SYN was answered by a reset. */
  REFUSED,
  /** No SYN was answered at all. */
  UNANSWERED,
  /** The SYN was answered, and the client's last acknowledgment of the three is not there. */
  INCOMPLETE,
  /** The connection was open before the capture began, or its set-up was not captured. */
  NOT_SEEN
}
