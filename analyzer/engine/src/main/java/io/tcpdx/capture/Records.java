package io.tcpdx.capture;

import io.tcpdx.wire.Frame;
import java.io.IOException;

/** The records of a capture in one file format, walked in their order. */
sealed interface Records permits PcapRecords, PcapngRecords {
  /** Points {@code frame} at the next packet; false at the end of what can be read. */
  boolean next(Frame frame) throws IOException;

  /** What was read so far; complete after {@link #next} has answered false. */
  CaptureTally tally();

  /** Byte offset of the record that {@link #next} will look at. */
  long position();
}
