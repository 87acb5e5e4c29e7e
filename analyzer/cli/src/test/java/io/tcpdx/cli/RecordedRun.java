package io.tcpdx.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tcpdx.AnalysisListener;
import io.tcpdx.AnalysisOptions;
import io.tcpdx.Analyzer;
import io.tcpdx.capture.CaptureReader;
import io.tcpdx.capture.Captures;
import io.tcpdx.capture.ReaderChoice;
import io.tcpdx.report.Report;
import io.tcpdx.wire.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run of the lab: its captures, and what kernels and programs said of it.
 *
 * @param folder where it lies
 * @param truth its {@code truth.json}
 */
record RecordedRun(Path folder, JsonNode truth) {
  private static final Path SAMPLES = Path.of("..", "..", "sample-captures").normalize();

  /** All of them, by name. */
  static List<RecordedRun> all() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<RecordedRun> runs = new ArrayList<>();
    try (Stream<Path> folders = Files.list(SAMPLES)) {
      for (Path folder :
          folders.filter(f -> Files.exists(f.resolve("truth.json"))).sorted().toList()) {
        runs.add(new RecordedRun(folder, mapper.readTree(folder.resolve("truth.json").toFile())));
      }
    }
    return runs;
  }

  /** One of its captures. */
  Path file(JsonNode capture) {
    return folder.resolve(capture.get("file").asText());
  }

  /** Its name and that of one of its captures. */
  String name(JsonNode capture) {
    return folder.getFileName() + "/" + capture.get("file").asText();
  }

  /** The report of a capture. */
  static Report analyze(Path file) throws Exception {
    try (CaptureReader reader = Captures.open(file.toString(), ReaderChoice.AUTO)) {
      Analyzer analyzer = new Analyzer(AnalysisOptions.DEFAULT, AnalysisListener.NONE);
      Frame frame = new Frame();
      while (reader.next(frame)) {
        analyzer.onFrame(frame);
      }
      return analyzer.finish(List.of(reader.summary()));
    }
  }
}
