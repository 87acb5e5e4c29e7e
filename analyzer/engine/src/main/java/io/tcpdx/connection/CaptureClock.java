package io.tcpdx.connection;

import io.tcpdx.wire.Frame;

/**
 * The capture's clock, and where it jumped: the one place that says what a jump is. Between two
 * times of one stretch a duration is one. Over a jump (captures put together, a clock that was set,
 * a recording that rested) nobody knows how long anybody waited, so that every wait ends there: the
 * frames are handed on with a capture time that leaves the jumps out ({@link CaptureTimes}).
 */
public final class CaptureClock {
  /**
   * No host waits while all of the capture is silent for longer than this: one that is still there
   * lets itself be heard by its keep-alives, after two hours (RFC 1122 §4.2.3.6), to which RFC 5382
   * REQ-5 adds four minutes.
   */
  static final long MAX_SILENCE_NS = (2 * 60 + 4) * 60 * 1_000_000_000L;

  /** So far back at most a frame is recorded late: by another interface, queue or buffer. */
  static final long MAX_LATE_NS = 10_000_000_000L;

  private final CaptureTimes times = new CaptureTimes();
  private Stretch stretch = new Stretch(Long.MIN_VALUE);

  /** The capture from one jump of its clock to the next. */
  static final class Stretch {
    private long latestNs;

    private Stretch(long latestNs) {
      this.latestNs = latestNs;
    }

    /** Its latest time so far by the capture's clock, nanoseconds since the epoch. */
    long latestNs() {
      return latestNs;
    }
  }

  /** Takes the capture's next frame, and puts it at its capture time. */
  public void set(Frame frame) {
    Stretch before = stretch;
    if (take(frame.timeNs()) != before) {
      times.begin(frame.timeNs());
    }
    frame.retime(times.take(frame.timeNs()));
  }

  /** How the capture times of the frames that were set are to be read. */
  public CaptureTimes times() {
    return times;
  }

  /** Takes the time of the next frame, and answers with the stretch to which that belongs. */
  Stretch take(long timeNs) {
    long latestNs = stretch.latestNs;
    boolean jump = timeNs < latestNs - MAX_LATE_NS || timeNs > latestNs + MAX_SILENCE_NS;
    if (latestNs == Long.MIN_VALUE || jump) {
      stretch = new Stretch(timeNs);
    } else if (timeNs > latestNs) {
      stretch.latestNs = timeNs;
    }
    return stretch;
  }
}
