package io.tcpdx.lab.program;

import io.tcpdx.lab.sys.TcpSample;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel of a sender said of its connection during a transfer, and what follows from it.
 *
 * @param congestionControl as the kernel named it
 * @param samples in the order of time, each different from the one before, but the last
 */
public record SendingSamples(String congestionControl, List<TcpSample> samples) {

  /** Why slow start ended, in the words of truth.json. */
  public enum End {
    LOSS("loss"),
    /** The threshold came down without loss: HyStart (cubic), or a full pipe as BBR sees it. */
    GROWTH_STOPPED("hystart"),
    RECEIVE_WINDOW("receiveWindow"),
    APPLICATION("application"),
    TRANSFER_END("transferEnd");

    private final String label;

    End(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** Linux's TCP_INFINITE_SSTHRESH: slow start has not ended. */
  private static final long NO_THRESHOLD = 0x7fffffff;

  private static final long DISORDER = 1;

  /** Below this the first ACK can come between two samples unseen. */
  private static final long SHORTEST_FIRST_ROUND_NS = 2_000_000;

  /** Nothing in flight for this part of the transfer: the program had nothing to send. */
  private static final double APPLICATION_SHARE = 0.2;

  /** The receive window held the sender for this part of the time that it had data. */
  private static final double WINDOW_SHARE = 0.5;

  /** Lines of the samples' file at most, so that it stays below 60 kB. */
  private static final int MOST_LINES = 180;

  public SendingSamples {
    samples = List.copyOf(samples);
  }

  private TcpSample first() {
    return samples.get(0);
  }

  private TcpSample last() {
    return samples.get(samples.size() - 1);
  }

  /** Whether the samples lie so close that nothing of a round trip was missed. */
  public boolean resolved() {
    return initialWindowSegments() != null;
  }

  /**
   * Segments with payload sent before the first ACK for payload came; null where the samples lie
   * too far apart to tell.
   */
  public @Nullable Long initialWindowSegments() {
    long segments = 0;
    long firstSentNs = -1;
    for (TcpSample sample : samples) {
      if (sample.acknowledgedBytes() > first().acknowledgedBytes()) {
        boolean resolved =
            firstSentNs >= 0 && sample.monotonicNs() - firstSentNs >= SHORTEST_FIRST_ROUND_NS;
        return resolved ? segments : null;
      }
      segments = sample.sentSegments() - first().sentSegments();
      firstSentNs = firstSentNs < 0 && segments > 0 ? sample.monotonicNs() : firstSentNs;
    }
    return null;
  }

  /** Most payload bytes that were sent and not acknowledged. */
  public long maxUnackedBytes() {
    return samples.stream().mapToLong(this::unackedBytes).max().orElse(0);
  }

  private long unackedBytes(TcpSample sample) {
    long sent = sample.sentBytes() - first().sentBytes();
    return sent - (sample.acknowledgedBytes() - first().acknowledgedBytes());
  }

  public long maxUnackedSegments() {
    return samples.stream().mapToLong(TcpSample::unacked).max().orElse(0);
  }

  public long cwndPeakSegments() {
    return samples.stream().mapToLong(TcpSample::cwnd).max().orElse(0);
  }

  /** How often the kernel took the congestion window back because of a pause. */
  public int restarts() {
    int restarts = 0;
    TcpSample lastSending = first();
    boolean sentBefore = false;
    for (int i = 1; i < samples.size(); i++) {
      TcpSample sample = samples.get(i);
      TcpSample before = samples.get(i - 1);
      if (sample.sentBytes() == before.sentBytes()) {
        continue;
      }
      long pauseNs = sample.monotonicNs() - lastSending.monotonicNs();
      boolean paused = sentBefore && pauseNs > before.info().get("rtoUs") * 1000;
      boolean quiet = before.unacked() == 0 && before.caState() <= DISORDER;
      if (paused && quiet && sample.cwnd() < cwndAtEndOf(lastSending)) {
        restarts++;
      }
      lastSending = sample;
      sentBefore = true;
    }
    return restarts;
  }

  /** The window that a flight left behind: ACKs still open it after its last byte was sent. */
  private long cwndAtEndOf(TcpSample sending) {
    long cwnd = sending.cwnd();
    for (TcpSample sample : samples) {
      if (sample.monotonicNs() >= sending.monotonicNs()
          && sample.sentBytes() == sending.sentBytes()) {
        cwnd = Math.max(cwnd, sample.cwnd());
      }
    }
    return cwnd;
  }

  private @Nullable TcpSample exit() {
    return samples.stream().filter(s -> s.ssthresh() < NO_THRESHOLD).findFirst().orElse(null);
  }

  /** The threshold that the first slow start left behind, segments; null where it did not end. */
  public @Nullable Long ssthreshAtExit() {
    TcpSample exit = exit();
    return exit == null ? null : exit.ssthresh();
  }

  /** Why the first slow start ended, or why it went no further. */
  public End slowStartEnd() {
    TcpSample exit = exit();
    if (exit != null) {
      return exit.caState() > DISORDER || exit.info().get("totalRetrans") > 0
          ? End.LOSS
          : End.GROWTH_STOPPED;
    }
    if (receiveWindowShare() >= WINDOW_SHARE) {
      return End.RECEIVE_WINDOW;
    }
    double lifeUs = (last().monotonicNs() - first().monotonicNs()) / 1e3;
    return busyUs() < (1 - APPLICATION_SHARE) * lifeUs ? End.APPLICATION : End.TRANSFER_END;
  }

  /** Times at which the sender saw the peer's window closed, nanoseconds each. */
  public List<Long> zeroWindowNs() {
    List<Long> durations = new ArrayList<>();
    long closedNs = -1;
    for (TcpSample sample : samples) {
      boolean closed = sample.sndWnd() == 0;
      if (closed && closedNs < 0) {
        closedNs = sample.monotonicNs();
      } else if (!closed && closedNs >= 0) {
        durations.add(sample.monotonicNs() - closedNs);
        closedNs = -1;
      }
    }
    if (closedNs >= 0) {
      durations.add(last().monotonicNs() - closedNs);
    }
    return durations;
  }

  public double zeroWindowSeconds() {
    return zeroWindowNs().stream().mapToLong(Long::longValue).sum() / 1e9;
  }

  /** How long the peer's window, closed or too small, held the sender: tcpi_rwnd_limited. */
  public double receiveWindowLimitedSeconds() {
    return last().info().get("rwndLimitedUs") / 1e6;
  }

  /** How long there was data to send or in flight: tcpi_busy_time. */
  public double busySeconds() {
    return busyUs() / 1e6;
  }

  private long busyUs() {
    return last().info().get("busyTimeUs");
  }

  /** The part of the busy time in which the receive window held the sender. */
  public double receiveWindowShare() {
    return busyUs() == 0 ? 0 : receiveWindowLimitedSeconds() / busySeconds();
  }

  /** What is worth keeping: windows that fell or closed, peaks, and between them a fair choice. */
  public List<TcpSample> thinned() {
    TreeMap<Integer, TcpSample> kept = new TreeMap<>();
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      if (isEdge(i)) {
        kept.put(i, samples.get(i));
      } else if (isPeak(i) || samples.get(i).cwnd() != samples.get(i - 1).cwnd()) {
        others.add(i);
      }
    }
    int room = Math.max(1, MOST_LINES - kept.size());
    int step = 1 + others.size() / room;
    for (int i = 0; i < others.size(); i += step) {
      kept.put(others.get(i), samples.get(others.get(i)));
    }
    return List.copyOf(kept.values());
  }

  private boolean isEdge(int i) {
    if (i == 0 || i == samples.size() - 1) {
      return true;
    }
    TcpSample sample = samples.get(i);
    TcpSample before = samples.get(i - 1);
    return sample.cwnd() < before.cwnd()
        || sample.ssthresh() != before.ssthresh()
        || sample.caState() != before.caState()
        || (sample.sndWnd() == 0) != (before.sndWnd() == 0)
        || isHighest(i);
  }

  private boolean isHighest(int i) {
    return samples.get(i).unacked() == maxUnackedSegments()
        && samples.get(i - 1).unacked() < samples.get(i).unacked();
  }

  private boolean isPeak(int i) {
    long unacked = samples.get(i).unacked();
    return samples.get(i - 1).unacked() < unacked && samples.get(i + 1).unacked() < unacked;
  }
}
