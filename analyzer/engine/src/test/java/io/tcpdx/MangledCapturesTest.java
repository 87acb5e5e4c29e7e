package io.tcpdx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.capture.CaptureReader;
import io.tcpdx.capture.Captures;
import io.tcpdx.capture.ReaderChoice;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.DetectorResult;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.Outcome;
import io.tcpdx.report.Report;
import io.tcpdx.wire.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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

  private record Seen(ByteBuffer bytes, int originalLength, long timeNs, int linkType) {
    Seen at(long otherNs) {
      return new Seen(bytes, originalLength, otherNs, linkType);
    }

    Seen cutTo(int length) {
      ByteBuffer start = bytes.slice(0, Math.min(bytes.limit(), length));
      return new Seen(start, originalLength, timeNs, linkType);
    }
  }

  /** One way in which a capture goes wrong. */
  private enum Fault {
    NONE,
    DROPS,
    REPEATS,
    CUTS,
    REORDERS,
    STARTS_LATE,
    EQUAL_TIMES,
    BACKWARD_TIMES,
    ALL;

    List<Seen> applyTo(List<Seen> frames, Random random) {
      if (this == ALL) {
        List<Seen> mangled = frames;
        for (Fault fault : List.of(DROPS, REPEATS, CUTS, REORDERS, STARTS_LATE, BACKWARD_TIMES)) {
          mangled = fault.applyTo(mangled, random);
        }
        return mangled;
      }
      List<Seen> mangled = new ArrayList<>();
      for (Seen frame : frames) {
        add(frame, frames.get(0).timeNs(), mangled, random);
      }
      if (this == REORDERS) {
        for (int i = 1; i < mangled.size(); i++) {
          if (random.nextInt(10) == 0) {
            Collections.swap(mangled, i - 1, i);
          }
        }
      }
      return this == STARTS_LATE
          ? mangled.subList(random.nextInt(mangled.size() + 1), mangled.size())
          : mangled;
    }

    private void add(Seen frame, long startNs, List<Seen> mangled, Random random) {
      boolean hit = random.nextInt(10) == 0;
      switch (this) {
        case DROPS -> {
          if (!hit) {
            mangled.add(frame);
          }
        }
        case REPEATS -> {
          mangled.add(frame);
          if (hit) {
            mangled.add(frame);
          }
        }
        case CUTS -> mangled.add(hit ? frame.cutTo(random.nextInt(100)) : frame);
        case EQUAL_TIMES -> mangled.add(frame.at(startNs));
        case BACKWARD_TIMES ->
            mangled.add(hit ? frame.at(frame.timeNs() - random.nextInt(1_000_000_000)) : frame);
        default -> mangled.add(frame);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> nothingBreaksAndTheLedgersAddUp() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : recordings()) {
      for (Fault fault : Fault.values()) {
        String name = file.getParent().getFileName() + " " + fault;
        tests.add(DynamicTest.dynamicTest(name, () -> check(file, fault)));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static List<Path> recordings() throws IOException {
    Path samples = Path.of("..", "..", "sample-captures").normalize();
    try (Stream<Path> folders = Files.list(samples)) {
      return folders.map(f -> f.resolve("capture.pcap")).filter(Files::exists).sorted().toList();
    }
  }

  private static void check(Path file, Fault fault) throws Exception {
    List<Seen> frames = read(file);
    for (int seed = 0; seed < ROUNDS; seed++) {
      Report report = analyze(fault.applyTo(frames, new Random(seed)));
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
    }
  }

  private static List<Seen> read(Path file) throws Exception {
    List<Seen> frames = new ArrayList<>();
    try (CaptureReader reader = Captures.open(file.toString(), ReaderChoice.AUTO)) {
      Frame frame = new Frame();
      while (reader.next(frame)) {
        byte[] bytes = new byte[frame.capturedLength()];
        frame.buffer().get(frame.offset(), bytes);
        frames.add(
            new Seen(
                ByteBuffer.wrap(bytes), frame.originalLength(), frame.timeNs(), frame.linkType()));
      }
    }
    return frames;
  }

  private static Report analyze(List<Seen> frames) {
    Analyzer analyzer = new Analyzer(AnalysisOptions.DEFAULT, AnalysisListener.NONE);
    Frame frame = new Frame();
    long number = 0;
    for (Seen seen : frames) {
      frame.set(
          seen.bytes(),
          0,
          seen.bytes().limit(),
          seen.originalLength(),
          seen.timeNs(),
          seen.linkType(),
          ++number);
      analyzer.onFrame(frame);
    }
    return analyzer.finish(List.of());
  }
}
