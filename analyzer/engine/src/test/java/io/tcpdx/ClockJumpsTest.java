package io.tcpdx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.MangledCapture.Seen;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.DetectorResult;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Outcome;
import io.tcpdx.protocol.Phases;
import io.tcpdx.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Recorded captures whose clock jumps at any packet, forward or backward: nothing measures across
 * the jump, and nothing is found that the capture with its own clock does not show.
 */
final class ClockJumpsTest {
  private static final int ROUNDS = 4;
  private static final long HOUR_NS = 3_600_000_000_000L;
  private static final long YEAR_NS = 365 * 24 * HOUR_NS;

  /** Seconds in 32 bits end in 2106. */
  private static final long LATEST_NS = (1L << 32) * 1_000_000_000L - HOUR_NS;

  /**
   * What is told where a jump hides how long something rested: the reset without the idleness that
   * explains it, the refused SYN without the connection whose TIME_WAIT it met.
   */
  private static final Map<String, String> TOLD_INSTEAD =
      Map.of("reset-data-loss", "reset-after-idle", "handshake-incomplete", "port-reuse");

  @TestFactory
  Stream<DynamicTest> aJumpAddsNoTimeAndNoFinding() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : MangledCapture.recordings()) {
      String name = file.getParent().getFileName().toString();
      tests.add(DynamicTest.dynamicTest(name, () -> check(file)));
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static void check(Path file) throws Exception {
    List<Seen> frames = MangledCapture.read(file);
    Report whole = MangledCapture.analyze(frames);
    Random random = new Random(file.getParent().getFileName().toString().hashCode());
    for (int round = 0; round < ROUNDS && frames.size() > 1; round++) {
      int at = 1 + random.nextInt(frames.size() - 1);
      long startNs = frames.get(at).timeNs();
      // An hour forward is no jump, but a silence as hosts keep it.
      long[] shifts = {-HOUR_NS, 3 * HOUR_NS, -YEAR_NS, YEAR_NS, -startNs, LATEST_NS - startNs};
      long shiftNs = shifts[random.nextInt(shifts.length)];
      Report jumped = MangledCapture.analyze(shifted(frames, at, shiftNs));
      String where = "packet " + (at + 1) + " shifted by " + shiftNs + " ns";
      checkTimes(where, whole, jumped, 2 + latenessNs(frames));
      checkFindings(where, whole, jumped);
    }
  }

  private static List<Seen> shifted(List<Seen> frames, int from, long shiftNs) {
    List<Seen> shifted = new ArrayList<>(frames.subList(0, from));
    for (Seen frame : frames.subList(from, frames.size())) {
      shifted.add(frame.at(frame.timeNs() + shiftNs));
    }
    return shifted;
  }

  /** How late frames are recorded: times that overlap are counted twice where a jump parts them. */
  private static long latenessNs(List<Seen> frames) {
    long latestNs = Long.MIN_VALUE;
    long lateNs = 0;
    for (Seen frame : frames) {
      latestNs = Math.max(latestNs, frame.timeNs());
      lateNs = Math.max(lateNs, latestNs - frame.timeNs());
    }
    return lateNs;
  }

  private static void checkTimes(String where, Report whole, Report jumped, long slackNs) {
    assertThat(jumped.times().jumps()).as("jumps, %s", where).isEqualTo(1);
    assertThat(lastedNs(jumped)).as(where).isLessThanOrEqualTo(lastedNs(whole) + slackNs);
    assertThat(jumped.connections()).as(where).hasSameSizeAs(whole.connections());
    for (int i = 0; i < jumped.connections().size(); i++) {
      ConnectionSummary connection = jumped.connections().get(i);
      String which = "connection " + i + ", " + where;
      long lifeNs = connection.durationNs();
      assertThat(lifeNs)
          .as("life of %s", which)
          .isLessThanOrEqualTo(whole.connections().get(i).durationNs() + slackNs);
      assertThat(jumped.ledger(connection).totalNs()).as("ledger of %s", which).isEqualTo(lifeNs);
      assertThat(costNs(jumped, connection)).as("cost, %s", which).isLessThanOrEqualTo(lifeNs);
      Phases.ofTransactions(connection, jumped.conversation(connection))
          .forEach(phases -> checkPhases(which, phases, lastedNs(jumped)));
      Phases.ofTurns(connection, jumped.conversation(connection))
          .forEach(phases -> checkPhases(which, phases, lastedNs(jumped)));
    }
  }

  private static void checkPhases(String which, Phases phases, long lastedNs) {
    assertThat(Stream.of(orZero(phases.totalNs()), orZero(phases.vainNs())))
        .as("phases of %s", which)
        .allMatch(ns -> ns >= 0 && ns <= lastedNs);
  }

  private static void checkFindings(String where, Report whole, Report jumped) {
    assertThat(jumped.detectors())
        .extracting(DetectorResult::outcome)
        .as(where)
        .doesNotContain(Outcome.FAILED);
    Map<String, Level> known = new HashMap<>();
    for (Finding finding : whole.findings()) {
      known.merge(key(finding), finding.level(), ClockJumpsTest::higher);
    }
    for (Finding finding : jumped.findings()) {
      Level before = known.get(key(finding));
      boolean grave = finding.level() != Level.NOTE;
      if (grave && !toldOtherwise(finding, whole)) {
        assertThat(before).as("%s: %s", where, finding).isNotNull();
        assertThat(finding.level()).as("%s: %s", where, finding).isLessThanOrEqualTo(before);
      }
    }
  }

  private static boolean toldOtherwise(Finding finding, Report whole) {
    String otherwise = TOLD_INSTEAD.get(finding.code());
    return whole.findings().stream().anyMatch(it -> it.code().equals(otherwise));
  }

  private static String key(Finding finding) {
    return finding.code() + " " + finding.connection() + " " + finding.hosts();
  }

  private static Level higher(Level one, Level other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static long costNs(Report report, ConnectionSummary connection) {
    return report.findings().stream()
        .filter(finding -> Objects.equals(finding.connection(), connection.id()))
        .filter(finding -> finding.partOf() == null)
        .mapToLong(Finding::costNs)
        .sum();
  }

  private static long lastedNs(Report report) {
    return orZero(report.capture().endNs()) - orZero(report.capture().startNs());
  }

  private static long orZero(@Nullable Long ns) {
    return ns == null ? 0 : ns;
  }
}
