package io.tcpdx.lab.record;

import io.tcpdx.lab.scenario.Scenario;
import io.tcpdx.lab.scenario.Scenarios;
import io.tcpdx.lab.scenario.Vantage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the table of all captures at the end of {@code sample-captures/README.md}. */
public final class IndexPage {

  private static final String HEADING = "## The captures\n\n";

  private IndexPage() {}

  /** Writes the table anew from the folders that are there; a page without the heading stays. */
  public static void update(Path captures) throws IOException {
    Path page = captures.resolve("README.md");
    if (!Files.exists(page)) {
      return;
    }
    String text = Files.readString(page);
    int heading = text.indexOf(HEADING);
    if (heading < 0) {
      return;
    }
    StringBuilder table = new StringBuilder("| folder | seen from | what |\n|---|---|---|\n");
    for (Scenario scenario : Scenarios.all()) {
      if (Files.exists(captures.resolve(scenario.name()).resolve("capture.pcap"))) {
        table.append("| [").append(scenario.name()).append("](").append(scenario.name());
        table.append(") | ").append(places(scenario)).append(" | ").append(scenario.what());
        table.append(" |\n");
      }
    }
    Files.writeString(page, text.substring(0, heading + HEADING.length()) + table);
  }

  private static String places(Scenario scenario) {
    StringBuilder places = new StringBuilder(scenario.view().principal().label());
    for (Vantage vantage : Vantage.values()) {
      if (vantage != scenario.view().principal() && scenario.view().has(vantage)) {
        places.append(", ").append(vantage.label());
      }
    }
    return places.toString();
  }
}
