package io.tcpdx.detect;

/** How much a finding matters, least first. */
public enum Level {
  /** Worth knowing, costs little. */
  NOTE,
  /** Time was lost that a setting or a change of code gives back, or a limit is near. */
  WARNING,
  /** Something was lost, refused or put at risk. */
  ERROR
}
