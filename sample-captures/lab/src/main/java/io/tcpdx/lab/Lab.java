package io.tcpdx.lab;

import io.tcpdx.lab.accuracy.AccuracySection;
import io.tcpdx.lab.record.IndexPage;
import io.tcpdx.lab.record.Recorder;
import io.tcpdx.lab.record.Restatement;
import io.tcpdx.lab.scenario.Outcome;
import io.tcpdx.lab.scenario.Scenario;
import io.tcpdx.lab.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command behind {@code sample-captures/record}. */
@Command(
    name = "record",
    description = "Records the sample captures anew on real Linux TCP stacks. Needs root.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class Lab implements Callable<Integer> {

  @Option(names = "--list", description = "List the scenarios and stop.")
  private boolean list;

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description = "Where the folders are written (default: ${DEFAULT-VALUE}).",
      defaultValue = "${sys:tcpdx.captures:-sample-captures}")
  private Path into = Path.of("sample-captures");

  @Option(
      names = "--restate",
      description =
          "Record nothing: state anew, from the recorded counters, which findings must be there.")
  private boolean restate;

  @Option(
      names = "--accuracy",
      description =
          "Record nothing: hold the reports of all captures against the kernels' truth, and write"
              + " the tables into README.md.")
  private boolean accuracy;

  @Option(names = "--run-only", description = "Run the traffic of one scenario and record nothing.")
  private boolean runOnly;

  @Option(
      names = "--hold",
      description =
          "With --run-only: print the namespaces, then wait for a line on standard input before"
              + " the traffic starts.")
  private boolean hold;

  @Parameters(paramLabel = "SCENARIO", description = "What to record (default: all).")
  private List<String> names = List.of();

  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new Lab());
    command.setExecutionExceptionHandler(
        (e, c, parsed) -> {
          c.getErr().println("record: " + e.getMessage());
          return 1;
        });
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    if (list) {
      Scenarios.all().forEach(s -> System.out.printf("%-26s %s%n", s.name(), s.what()));
      return 0;
    }
    if (accuracy) {
      AccuracySection.update(into).forEach(System.out::println);
      return 0;
    }
    List<Scenario> chosen = chosen();
    if (restate) {
      for (Scenario scenario : chosen) {
        Restatement.restate(scenario, into.resolve(scenario.name()));
      }
      return 0;
    }
    requireRoot();
    if (runOnly) {
      return runOnly(chosen);
    }
    Recorder recorder = new Recorder();
    recorder.warmUp();
    List<String> failed = new ArrayList<>();
    for (Scenario scenario : chosen) {
      long start = System.nanoTime();
      try {
        recorder.record(scenario, into.resolve(scenario.name()));
        System.out.printf(
            "%-26s recorded in %.1f s%n", scenario.name(), (System.nanoTime() - start) / 1e9);
      } catch (IOException e) {
        System.err.println("record: " + scenario.name() + ": " + e.getMessage());
        failed.add(scenario.name());
      }
    }
    IndexPage.update(into);
    return failed.isEmpty() ? 0 : 1;
  }

  private int runOnly(List<Scenario> chosen) throws IOException {
    if (chosen.size() != 1) {
      throw new IOException("--run-only needs exactly one scenario");
    }
    Outcome outcome =
        new Recorder()
            .play(
                chosen.get(0),
                run -> {
                  System.out.println("client namespace: " + run.clientNamespace().name());
                  System.out.println("server namespace: " + run.serverNamespace().name());
                  System.out.println("device: lab0");
                  System.out.flush();
                  if (hold && System.in.read() < 0) {
                    throw new IOException("standard input ended before the traffic began");
                  }
                });
    System.out.printf(
        "stalls: client %d, server %d; delayed ACKs: client %d, server %d%n",
        outcome.client().stalls(),
        outcome.server().stalls(),
        outcome.client().delayedAcks(),
        outcome.server().delayedAcks());
    return 0;
  }

  private List<Scenario> chosen() throws IOException {
    if (names.isEmpty()) {
      return Scenarios.all();
    }
    List<Scenario> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          Scenarios.named(name)
              .orElseThrow(() -> new IOException("no scenario " + name + " (see --list)")));
    }
    return chosen;
  }

  private static void requireRoot() throws IOException {
    boolean root = Files.getOwner(Path.of("/proc/self")).getName().equals("root");
    if (!root) {
      throw new IOException("needs root: it makes network namespaces and devices");
    }
    if (!Files.isWritable(Path.of("/dev/net/tun"))) {
      throw new IOException("needs /dev/net/tun (modprobe tun)");
    }
  }
}
