package io.tcpdx.detect;

/** Takes what a detector found. */
public interface FindingSink {
  /** Takes one finding. */
  void found(Finding finding);
}
