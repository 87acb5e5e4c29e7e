package io.tcpdx.lab.record;

import io.tcpdx.lab.scenario.Expectation.Disagreement;
import io.tcpdx.lab.scenario.Outcome;
import io.tcpdx.lab.scenario.Scenario;
import io.tcpdx.lab.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records scenarios into folders, each again until the kernel agrees with the intention. */
public final class Recorder {

  private static final int TRIES = 6;

  private static final Scenario WARM_UP = Scenarios.named("one-write").orElseThrow();

  private final AtomicReference<@Nullable Run> current = new AtomicReference<>();
  private volatile @Nullable Path scratch;

  /** Takes the topology down also where the JVM is told to end. */
  public Recorder() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::abandon, "clean up"));
  }

  private void abandon() {
    Run run = current.getAndSet(null);
    try {
      if (run != null) {
        run.close();
      }
      Path unfinished = scratch;
      if (unfinished != null) {
        deleteAll(unfinished);
      }
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
  }

  /**
   * Records one scenario into {@code folder}; golden files already there stay.
   *
   * @throws IOException where no try gave what was intended
   */
  public void record(Scenario scenario, Path folder) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Path directory = Files.createTempDirectory("tcpdx-lab");
      scratch = directory;
      try {
        attempt(scenario, directory);
        publish(scenario, directory, folder);
        return;
      } catch (Disagreement e) {
        System.err.println(scenario.name() + ": try " + attempt + ": " + e.getMessage());
        if (attempt == TRIES) {
          throw new IOException(scenario.name() + ": the kernel disagrees: " + e.getMessage(), e);
        }
      } finally {
        scratch = null;
        deleteAll(directory);
      }
    }
  }

  private void attempt(Scenario scenario, Path scratch) throws IOException, Disagreement {
    Run run = new Run(scenario, scratch);
    current.set(run);
    try {
      Outcome outcome = run.play();
      scenario.expectation().check().check(outcome);
      run.checkLink();
      Truth.write(scratch, scenario, run, outcome);
      SourcePage.write(scratch, scenario, run);
    } finally {
      close(run);
    }
  }

  /** Runs a scenario's traffic and captures nothing; {@code ready} runs before the programs do. */
  public Outcome play(Scenario scenario, Ready ready) throws IOException {
    Run run = new Run(scenario, null);
    current.set(run);
    try {
      ready.ready(run);
      return run.play();
    } finally {
      close(run);
    }
  }

  /** Runs some traffic unseen, so that no recording pays for code that is not compiled yet. */
  public void warmUp() throws IOException {
    for (Scenario scenario : List.of(WARM_UP, WARM_UP)) {
      play(scenario, run -> {});
    }
  }

  /** Called when the topology stands. */
  @FunctionalInterface
  public interface Ready {
    void ready(Run run) throws IOException;
  }

  private void close(Run run) throws IOException {
    if (current.compareAndSet(run, null)) {
      run.close();
    }
  }

  private static void publish(Scenario scenario, Path scratch, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Path old : files(folder)) {
      if (!old.getFileName().toString().startsWith("expected.")) {
        Files.delete(old);
      }
    }
    String principal = scenario.view().principal().label() + ".pcap";
    Files.copy(scratch.resolve(principal), folder.resolve("capture.pcap"));
    if (scenario.view().also().isEmpty()) {
      Files.delete(scratch.resolve(principal));
    }
    for (Path file : files(scratch)) {
      Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void deleteAll(Path scratch) throws IOException {
    for (Path file : files(scratch)) {
      Files.delete(file);
    }
    Files.delete(scratch);
  }
}
