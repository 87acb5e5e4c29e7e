package io.tcpdx.lab.record;

import io.tcpdx.lab.link.Fault;
import io.tcpdx.lab.link.Path;
import io.tcpdx.lab.scenario.Medium;
import io.tcpdx.lab.scenario.Scenario;
import io.tcpdx.lab.scenario.Vantage;
import io.tcpdx.lab.scenario.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Writes {@code SOURCE.md}: how a folder's captures were made. */
final class SourcePage {

  private SourcePage() {}

  static void write(java.nio.file.Path folder, Scenario scenario, Run run) throws IOException {
    Topology topology = run.topology();
    StringBuilder page = new StringBuilder();
    page.append("# ").append(scenario.name()).append("\n\n");
    page.append(scenario.what()).append("\n\n");
    page.append("Recorded with `sample-captures/record ").append(scenario.name()).append("` on ");
    page.append(LocalDate.now(ZoneOffset.UTC)).append(", ").append(Truth.kernel());
    page.append(", on two real kernel TCP stacks (one network namespace each).\n\n");
    item(page, "Client", topology.clientAddress());
    item(page, "Server", topology.serverAddress() + " port " + Topology.PORT);
    item(page, "Link", link(scenario.wiring()));
    for (Fault fault : run.faults()) {
      item(page, "Fault", fault.description());
    }
    scenario.wiring().sysctls().forEach((k, v) -> item(page, "Kernel", k + "=" + v));
    item(page, "Congestion control", scenario.wiring().congestionControl());
    if (scenario.wiring().initialWindow() > 0) {
      item(page, "Initial window", scenario.wiring().initialWindow() + " segments (ip route)");
    }
    item(page, "Link accuracy in this run", run.linkAccuracy());
    page.append("\nCaptures:\n\n");
    captures(page, scenario);
    page.append(
        "\n`truth.json` holds the kernel's counters of this run, `client.jsonl` and `server.jsonl`"
            + " what each program\ndid and when (`monotonicNs` and `wallNs` are the same"
            + " moment).\n");
    Files.writeString(folder.resolve("SOURCE.md"), page);
  }

  private static void captures(StringBuilder page, Scenario scenario) {
    Vantage principal = scenario.view().principal();
    page.append("- `capture.pcap`: at the ").append(place(principal)).append(".\n");
    for (Vantage vantage : Vantage.values()) {
      if (scenario.view().also().contains(vantage)) {
        page.append("- `").append(vantage.label()).append(".pcap`: the same run at the ");
        page.append(place(vantage)).append(".\n");
      }
    }
    List<String> command =
        Tcpdump.arguments("FILE", scenario.view().snaplen(), scenario.view().expression());
    page.append("\nAt client and server by `").append(String.join(" ", command)).append("`");
    page.append(scenario.view().late() ? ", started after the connection was open.\n" : ".\n");
    if (scenario.view().has(Vantage.BETWEEN)) {
      page.append("In the middle by the link itself, as frames pass half of the delay");
      page.append(
          scenario.wiring().span() ? ", every frame twice as a mirror port does.\n" : ".\n");
    }
  }

  private static String place(Vantage vantage) {
    return switch (vantage) {
      case CLIENT -> "client's device";
      case BETWEEN -> "middle of the link";
      case SERVER -> "server's device";
    };
  }

  private static String link(Wiring wiring) {
    if (wiring.medium() == Medium.VETH) {
      return "veth pair, no delay, segmentation offload on";
    }
    String carries =
        switch (wiring.medium()) {
          case TUN -> "TUN (bare IP)";
          case TAP_OFFLOAD -> "TAP (Ethernet) with segmentation offload";
          default -> "TAP (Ethernet)";
        };
    return carries
        + " through the lab's emulator; client to server "
        + path(wiring.up())
        + "; server to client "
        + path(wiring.down());
  }

  private static String path(Path path) {
    String delay = String.format(Locale.ROOT, "%.2f ms", path.oneWayDelayNs() / 1e6);
    if (path.rateBitsPerSecond() == 0) {
      return delay + ", rate not limited";
    }
    return String.format(
        Locale.ROOT,
        "%s, %.1f Mbit/s behind a queue of %d bytes",
        delay,
        path.rateBitsPerSecond() / 1e6,
        path.queueBytes());
  }

  private static void item(StringBuilder page, String name, String value) {
    page.append("- ").append(name).append(": ").append(value).append('\n');
  }
}
