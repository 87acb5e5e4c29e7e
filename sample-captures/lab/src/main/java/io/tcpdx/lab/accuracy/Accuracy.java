package io.tcpdx.lab.accuracy;

import io.tcpdx.Analyzer;
import io.tcpdx.detect.DetectorDescription;
import io.tcpdx.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What comes out where tcpdx reads every recorded capture. */
final class Accuracy {

  private final TreeMap<String, DiagnosisTally> diagnoses = new TreeMap<>();
  private final List<FigureTally> tallies = new ArrayList<>();
  private int captures;

  private Accuracy(List<Recording> recordings) throws IOException {
    Set<String> detectors =
        Analyzer.detectors().stream().map(DetectorDescription::code).collect(Collectors.toSet());
    for (String code : codes(recordings, detectors)) {
      diagnoses.put(code, new DiagnosisTally(code, detectors.contains(code)));
    }
    List<Figure> figures = KernelFigures.all();
    figures.forEach(figure -> tallies.add(new FigureTally(figure)));
    for (Recording recording : recordings) {
      Report report = recording.report();
      captures++;
      diagnoses.values().forEach(tally -> tally.add(recording, report));
      for (int i = 0; i < tallies.size(); i++) {
        figures.get(i).comparison().compare(recording, report, tallies.get(i));
      }
    }
  }

  /** Reads all captures under {@code folder}. */
  static Accuracy of(Path folder) throws IOException {
    return new Accuracy(Recording.all(folder));
  }

  /** Those that a detector reports, and those of which the truth speaks. */
  private static Set<String> codes(List<Recording> recordings, Set<String> detectors) {
    Set<String> codes = new TreeSet<>(detectors);
    for (Recording recording : recordings) {
      for (String list : List.of("present", "absent")) {
        recording.expect().at("/findings/" + list).forEach(code -> codes.add(code.asText()));
      }
    }
    return codes;
  }

  /** What is missed and what is falsely alarmed, one line each. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    diagnoses.forEach(
        (code, tally) -> {
          tally.missed().forEach(where -> complaints.add("missed " + code + " in " + where));
          tally.falseAlarms().forEach(where -> complaints.add("false " + code + " in " + where));
        });
    return complaints;
  }

  /** Both tables, in Markdown. */
  String tables() {
    StringBuilder page = new StringBuilder();
    page.append(captures).append(" captures of ");
    page.append("recorded runs, each place of a run counted by itself.\n\n");
    page.append("| diagnosis | is there | found | missed | is not there | false alarms |");
    page.append(" undecided | precision | recall |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    diagnoses.values().forEach(tally -> page.append(tally.row()));
    page.append("\n| figure | compared | equal | agree | not told | worst: kernel → tcpdx |\n");
    page.append("|---|--:|--:|--:|--:|---|\n");
    tallies.forEach(tally -> page.append(tally.row()));
    return page.toString();
  }
}
