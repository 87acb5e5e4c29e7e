package io.tcpdx.detect;

/** How sure a finding is. */
public enum Confidence {
  /** Nothing else explains what was seen. */
  CERTAIN,
  /** The best explanation of what was seen; another is possible. */
  LIKELY
}
