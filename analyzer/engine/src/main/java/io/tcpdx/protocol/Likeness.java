package io.tcpdx.protocol;

/** Whether bytes look like the beginning of something. */
public enum Likeness {
  /** They do. */
  YES,
  /** More of them must be seen. */
  PERHAPS,
  /** They do not. */
  NO
}
