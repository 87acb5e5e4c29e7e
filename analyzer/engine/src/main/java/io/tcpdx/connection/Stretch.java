package io.tcpdx.connection;

/** The capture from one jump of its clock to the next, as the connections see it. */
final class Stretch {
  private final CaptureTimes times;
  private final int number;
  private final long startNs;
  private long latestNs;

  /** The latest stretch of that clock, whose first segment has that capture time, nanoseconds. */
  Stretch(CaptureTimes times, long timeNs) {
    this.times = times;
    this.number = times.stretches();
    this.startNs = timeNs;
    this.latestNs = timeNs;
  }

  /** Whether the clock has not jumped since. */
  boolean goesOn() {
    return number == times.stretches();
  }

  /** A segment of it has that capture time, in nanoseconds. */
  void reach(long timeNs) {
    latestNs = Math.max(latestNs, timeNs);
  }

  /** Capture time of its first segment, in nanoseconds. */
  long startNs() {
    return startNs;
  }

  /** Its latest capture time so far, in nanoseconds: until then the capture went on. */
  long latestNs() {
    return latestNs;
  }

  /** How its times are to be read. */
  CaptureTimes times() {
    return times;
  }
}
