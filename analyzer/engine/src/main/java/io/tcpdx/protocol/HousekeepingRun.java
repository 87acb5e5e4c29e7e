package io.tcpdx.protocol;

/**
 * Counts the bytes at the end of what a side said so far that keep the protocol's own house, as
 * {@link ProtocolReader#housekeepingBytes} has it. Told of the units that the protocol is cut into:
 * records, frames.
 */
public final class HousekeepingRun {
  private boolean going;
  private long endedBytes;

  /** A unit begins. */
  public void begin(boolean housekeeping) {
    endedBytes = going && housekeeping ? endedBytes : 0;
    going = housekeeping;
  }

  /** The unit that began last has ended, with that many bytes in all. */
  public void end(long bytes) {
    endedBytes += bytes;
  }

  /** It is not known what passes. */
  public void lose() {
    going = false;
  }

  /** Whether the unit that began last is housekeeping. */
  public boolean going() {
    return going;
  }

  /**
   * How many bytes the run has so far.
   *
   * @param passedBytes of the unit that is being read, what has passed
   */
  public long bytes(long passedBytes) {
    return going ? endedBytes + passedBytes : 0;
  }
}
