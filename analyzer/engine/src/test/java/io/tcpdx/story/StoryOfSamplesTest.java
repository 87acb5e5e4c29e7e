package io.tcpdx.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.AnalysisListener;
import io.tcpdx.AnalysisOptions;
import io.tcpdx.Analyzer;
import io.tcpdx.capture.CaptureException;
import io.tcpdx.capture.CaptureReader;
import io.tcpdx.capture.Captures;
import io.tcpdx.capture.ReaderChoice;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.HalfStreamSummary;
import io.tcpdx.report.Report;
import io.tcpdx.wire.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the stories of recorded captures against what was counted of the same connections. */
class StoryOfSamplesTest {
  private static final Path SAMPLES = Path.of("..", "..", "sample-captures");

  static List<Path> samples() throws IOException {
    try (Stream<Path> folders = Files.list(SAMPLES)) {
      return folders.map(f -> f.resolve("capture.pcap")).filter(Files::exists).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySegmentIsToldOnce(Path capture) throws IOException, CaptureException {
    Report report = report(capture);
    ConnectionSummary connection = report.connections().get(0);
    Story story = Objects.requireNonNull(report.story());

    long told = story.lines().stream().mapToLong(StoryLine::segments).sum();
    assertThat(told + story.segmentsLeftOut())
        .isEqualTo(frames(connection.clientToServer()) + frames(connection.serverToClient()));
    assertThat(story.lines())
        .allSatisfy(
            line -> assertThat(line.text()).isNotBlank().doesNotContainPattern("-[0-9]|null"));
    for (int i = 1; i < story.lines().size(); i++) {
      StoryLine before = story.lines().get(i - 1);
      StoryLine line = story.lines().get(i);
      assertThat(line.firstPacket()).isGreaterThan(before.lastPacket());
      assertThat(line.sinceStartNs())
          .isEqualTo(before.sinceStartNs() + before.durationNs() + line.afterNs());
    }
  }

  private static long frames(HalfStreamSummary half) {
    return half.segments() + half.captureDuplicates();
  }

  private static Report report(Path capture) throws IOException, CaptureException {
    Analyzer analyzer =
        new Analyzer(AnalysisOptions.DEFAULT.tellingStoryOf(0), AnalysisListener.NONE);
    try (CaptureReader reader = Captures.open(capture, ReaderChoice.AUTO)) {
      Frame frame = new Frame();
      while (reader.next(frame)) {
        analyzer.onFrame(frame);
      }
      return analyzer.finish(List.of(reader.summary()));
    }
  }
}
