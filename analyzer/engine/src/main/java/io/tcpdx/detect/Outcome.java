package io.tcpdx.detect;

/** What a detector came to over a whole capture. It is not a severity. */
public enum Outcome {
  /** It found something. */
  FOUND,
  /** It looked, and there was nothing. */
  CLEAR,
  /** The capture does not hold what it needs to see. */
  NOT_APPLICABLE,
  /** It broke; the other detectors went on. */
  FAILED
}
