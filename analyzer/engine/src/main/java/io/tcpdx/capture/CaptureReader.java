package io.tcpdx.capture;

import io.tcpdx.wire.Frame;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * One capture, read frame by frame in the order of its records.
 *
 * <p>What is damaged ends the reading, never the analysis: {@link #next} then answers {@code
 * false}, and {@link #summary()} says where and why.
 */
public interface CaptureReader extends Closeable {
  /**
   * Points {@code frame} at the next frame, numbered from 1.
   *
   * @return {@code false} at the end of what can be read
   * @throws IOException if the operating system fails to read; damaged content does not throw
   */
  boolean next(Frame frame) throws IOException;

  /**
   * What is known of this capture so far; complete once {@link #next} has answered {@code false}.
   */
  CaptureFileSummary summary();

  /** One summary for each capture that is read as part of this one; for most, their own only. */
  default List<CaptureFileSummary> summaries() {
    return List.of(summary());
  }

  @Override
  void close() throws IOException;
}
