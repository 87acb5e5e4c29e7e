package io.tcpdx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.MangledCapture.Fault;
import io.tcpdx.MangledCapture.Seen;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.DetectorResult;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.Outcome;
import io.tcpdx.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Recorded captures as a bad capture would have them: frames dropped, twice, cut, out of order,
 * from the middle on, with equal or backward times. Nothing breaks, and every ledger still adds up.
 */
final class MangledCapturesTest {
  private static final int ROUNDS = 3;

  @TestFactory
  Stream<DynamicTest> nothingBreaksAndTheLedgersAddUp() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : MangledCapture.recordings()) {
      for (Fault fault : Fault.values()) {
        String name = file.getParent().getFileName() + " " + fault;
        tests.add(DynamicTest.dynamicTest(name, () -> check(file, fault)));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static void check(Path file, Fault fault) throws Exception {
    List<Seen> frames = MangledCapture.read(file);
    for (int seed = 0; seed < ROUNDS; seed++) {
      Report report = MangledCapture.analyze(fault.applyTo(frames, new Random(seed)));
      for (ConnectionSummary connection : report.connections()) {
        assertThat(report.ledger(connection).totalNs())
            .as("ledger of connection %d, seed %d", connection.id(), seed)
            .isEqualTo(connection.durationNs());
      }
      assertThat(report.detectors())
          .extracting(DetectorResult::outcome)
          .as("outcomes, seed %d", seed)
          .doesNotContain(Outcome.FAILED);
      assertThat(report.findings()).extracting(Finding::costNs).allMatch(cost -> cost >= 0);
      assertThat(report.findings())
          .as("findings that packets show, seed %d", seed)
          .allMatch(finding -> !finding.packets().isEmpty())
          .allMatch(finding -> finding.firstPacket() <= finding.lastPacket());
    }
  }
}
