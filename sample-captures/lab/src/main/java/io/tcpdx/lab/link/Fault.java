package io.tcpdx.lab.link;

/**
 * Something that goes wrong on the link. Faults have state (they count), so that each run gets
 * fresh ones.
 */
public interface Fault {

  /** Judges one segment as it enters the link at {@code nowNs}. */
  Verdict judge(Direction direction, Segment segment, long nowNs);

  /** What goes wrong, for truth.json and SOURCE.md. */
  String description();
}
