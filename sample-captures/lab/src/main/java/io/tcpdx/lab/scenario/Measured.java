package io.tcpdx.lab.scenario;

import io.tcpdx.lab.program.SendingSamples;
import io.tcpdx.lab.sys.TcpInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the kernels counted in a run, as far as it decides by itself which findings must be there
 * and which must not.
 *
 * @param delayedAcks late ACKs of both sides
 * @param stalls writes that a kernel held back
 * @param zeroWindows how often either side closed its window
 * @param zeroWindowSeconds how long a sampled sender saw it closed; null where none was sampled
 * @param receiveWindowShare of the time that a sampled sender had data, the part in which the
 *     peer's window held it; null where none was sampled
 * @param restarts congestion windows that a sampled sender's kernel took back after a pause
 * @param mostBytes that one connection carried in one direction
 * @param mostCwnd the largest congestion window that was seen, segments
 * @param sentAgain what the kernels sent again
 * @param ports what the run did to the client's ports
 */
public record Measured(
    long delayedAcks,
    long stalls,
    long zeroWindows,
    @Nullable Double zeroWindowSeconds,
    @Nullable Double receiveWindowShare,
    long restarts,
    long mostBytes,
    long mostCwnd,
    SentAgain sentAgain,
    PortPressure ports) {

  /** What the measure of one run says about a finding. */
  public enum Statement {
    PRESENT,
    ABSENT,
    /** A matter of thresholds, or not measured. */
    OPEN
  }

  /** A window closed for less than this may be opened again before the sender had to wait. */
  private static final double NOTABLE_ZERO_WINDOW_SECONDS = 0.01;

  /** From this part of the busy time on, the receive window is what limits the transfer. */
  private static final double LIMITING_SHARE = 0.5;

  /** Below this it is an instant, such as between a window's last byte and its update. */
  private static final double NEGLIGIBLE_SHARE = 0.01;

  /** Linux's first window with 128 kB of receive buffer: less than this never fills it. */
  private static final long FIRST_RECEIVE_WINDOW_BYTES = 64_000;

  /** More than a few rounds of slow start. */
  private static final long BULK_BYTES = 100_000;

  /** Linux's initial window (RFC 6928): a window no larger was never filled. */
  private static final long INITIAL_WINDOW = 10;

  /** Reads it from a run. */
  public static Measured of(Outcome outcome) {
    List<Outcome.Side> sides = List.of(outcome.client(), outcome.server());
    List<SendingSamples> samples = new ArrayList<>();
    sides.forEach(side -> samples.addAll(side.log().samples()));
    boolean sampled = !samples.isEmpty();
    return new Measured(
        sides.stream().mapToLong(Outcome.Side::delayedAcks).sum(),
        sides.stream().mapToLong(Outcome.Side::stalls).sum(),
        sides.stream().mapToLong(s -> s.counters().get("TcpExtTCPToZeroWindowAdv")).sum(),
        sampled ? samples.stream().mapToDouble(SendingSamples::zeroWindowSeconds).sum() : null,
        sampled
            ? (Double)
                samples.stream().mapToDouble(SendingSamples::receiveWindowShare).max().orElse(0)
            : null,
        samples.stream().mapToLong(SendingSamples::restarts).sum(),
        infos(sides)
            .flatMapToLong(i -> LongStream.of(i.get("bytesSent"), i.get("bytesReceived")))
            .max()
            .orElse(0),
        LongStream.concat(
                infos(sides).mapToLong(i -> i.get("sndCwnd")),
                samples.stream().mapToLong(SendingSamples::cwndPeakSegments))
            .max()
            .orElse(0),
        SentAgain.of(outcome),
        PortPressure.of(outcome));
  }

  private static Stream<TcpInfo> infos(List<Outcome.Side> sides) {
    return sides.stream().flatMap(side -> side.infos().stream());
  }

  /** What follows for a finding of that code; codes that no counter decides are absent. */
  Statement says(String code) {
    Statement ofPorts = ports.says(code);
    if (ofPorts != null) {
      return ofPorts;
    }
    return switch (code) {
      case "delayed-ack" -> presentIf(delayedAcks > 0);
      case "nagle-stall" -> presentIf(stalls > 0);
      case "zero-window" -> zeroWindow();
      case "receive-window-limited" -> receiveWindow();
      case "retransmission" -> sentAgain.everywhere();
      case "slow-start-after-idle" -> presentIf(restarts > 0);
      case "slow-start-ramp" -> grew() ? Statement.OPEN : Statement.ABSENT;
      default -> Statement.ABSENT;
    };
  }

  private static Statement presentIf(boolean present) {
    return present ? Statement.PRESENT : Statement.ABSENT;
  }

  private Statement zeroWindow() {
    if (zeroWindows == 0) {
      return Statement.ABSENT;
    }
    boolean notable = zeroWindowSeconds != null && zeroWindowSeconds >= NOTABLE_ZERO_WINDOW_SECONDS;
    return notable ? Statement.PRESENT : Statement.OPEN;
  }

  private Statement receiveWindow() {
    if (receiveWindowShare == null) {
      return mostBytes < FIRST_RECEIVE_WINDOW_BYTES ? Statement.ABSENT : Statement.OPEN;
    }
    if (zeroWindows > 0 && receiveWindowShare > NEGLIGIBLE_SHARE) {
      // Closed windows are their own finding; whether they are this one too is left open.
      return Statement.OPEN;
    }
    if (receiveWindowShare >= LIMITING_SHARE) {
      return Statement.PRESENT;
    }
    return receiveWindowShare < NEGLIGIBLE_SHARE ? Statement.ABSENT : Statement.OPEN;
  }

  private boolean grew() {
    return mostCwnd > INITIAL_WINDOW || mostBytes > BULK_BYTES;
  }
}
