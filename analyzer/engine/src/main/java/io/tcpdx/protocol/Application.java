package io.tcpdx.protocol;

/** The protocol above TCP, as recognised by what was said; ports do not count. */
public enum Application {
  /** None that tcpdx knows, or nothing was said. */
  UNKNOWN,
  /** HTTP/0.9, 1.0 or 1.1, also where it later became something else (Upgrade, CONNECT). */
  HTTP,
  /** HTTP/2 in clear (RFC 9113), by prior knowledge or Upgrade. */
  HTTP2,
  /** TLS; what it carries is not seen. */
  TLS,
  /** DNS over TCP (RFC 7766). */
  DNS
}
