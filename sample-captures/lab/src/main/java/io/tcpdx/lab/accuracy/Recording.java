package io.tcpdx.lab.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tcpdx.AnalysisListener;
import io.tcpdx.AnalysisOptions;
import io.tcpdx.Analyzer;
import io.tcpdx.capture.CaptureException;
import io.tcpdx.capture.CaptureReader;
import io.tcpdx.capture.Captures;
import io.tcpdx.capture.ReaderChoice;
import io.tcpdx.report.Report;
import io.tcpdx.wire.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One capture of a run, and the truth about that run.
 *
 * @param name folder and file, for people
 * @param vantage where it was taken: client, between or server
 */
record Recording(String name, String vantage, Path file, JsonNode truth) {

  private static final String TRUTH = "truth.json";

  /** Those of all folders; a file that is a copy of another's is left out. */
  static List<Recording> all(Path captures) throws IOException {
    List<Recording> recordings = new ArrayList<>();
    try (Stream<Path> folders = Files.list(captures)) {
      for (Path folder : folders.filter(f -> Files.exists(f.resolve(TRUTH))).sorted().toList()) {
        recordings.addAll(of(folder));
      }
    }
    return recordings;
  }

  private static List<Recording> of(Path folder) throws IOException {
    JsonNode truth = new ObjectMapper().readTree(folder.resolve(TRUTH).toFile());
    Map<String, String> fileOf = new HashMap<>();
    // Of two from the same place the later one stands: capture.pcap, the first, is its copy.
    truth.get("captures").forEach(c -> fileOf.put(text(c, "vantage"), text(c, "file")));
    List<Recording> recordings = new ArrayList<>();
    for (JsonNode capture : truth.get("captures")) {
      String file = text(capture, "file");
      String vantage = text(capture, "vantage");
      if (file.equals(fileOf.get(vantage))) {
        String name = folder.getFileName() + "/" + file;
        recordings.add(new Recording(name, vantage, folder.resolve(file), truth));
      }
    }
    return recordings;
  }

  private static String text(JsonNode node, String field) {
    return node.get(field).asText();
  }

  JsonNode expect() {
    return truth.get("expect");
  }

  /** What tcpdx says of it. */
  Report report() throws IOException {
    try (CaptureReader reader = Captures.open(file.toString(), ReaderChoice.AUTO)) {
      Analyzer analyzer = new Analyzer(AnalysisOptions.DEFAULT, AnalysisListener.NONE);
      Frame frame = new Frame();
      while (reader.next(frame)) {
        analyzer.onFrame(frame);
      }
      return analyzer.finish(List.of(reader.summary()));
    } catch (CaptureException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }
}
