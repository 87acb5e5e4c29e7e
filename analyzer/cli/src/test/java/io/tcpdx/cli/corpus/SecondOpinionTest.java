package io.tcpdx.cli.corpus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tcpdx.cli.corpus.Corpus.Capture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What tcpdx says of each connection, held against what tshark says. Every difference stands in
 * {@code second-opinion.tsv}, with who is right and why; {@code -Dsecondopinion.update} writes that
 * anew, new differences without a kind.
 */
final class SecondOpinionTest {
  private static final KnownLines KNOWN =
      new KnownLines("second-opinion.tsv", "secondopinion.update");

  /** Runs of tshark at once. */
  private static final int RUNS = 2;

  private static final ExecutorService RUNNERS =
      Executors.newFixedThreadPool(
          RUNS,
          task -> {
            Thread thread = new Thread(task, "tshark");
            thread.setDaemon(true);
            return thread;
          });

  @TempDir private static Path directory;

  @TestFactory
  Stream<DynamicNode> ofSamples() throws IOException {
    if (!Tshark.isInstalled()) {
      return skipped();
    }
    Batch batch = new Batch();
    Corpus.SAMPLES.captures().forEach(batch::add);
    batch.run(directory.resolve("samples.pcapng"));
    return Corpus.SAMPLES.tests(
        sample ->
            DynamicTest.dynamicTest(
                sample.name(),
                () ->
                    check(sample, batch.told(sample).orElseGet(() -> Tshark.read(sample.path())))));
  }

  @TestFactory
  Stream<DynamicNode> ofPublicCaptures() {
    if (!Tshark.isInstalled()) {
      return skipped();
    }
    Map<Capture, Future<List<Tshark.Told>>> told = new HashMap<>();
    for (Capture capture : Corpus.CAPTURES.captures()) {
      told.put(capture, RUNNERS.submit(() -> Tshark.read(capture.path())));
    }
    return Corpus.CAPTURES.tests(
        capture ->
            DynamicTest.dynamicTest(capture.name(), () -> check(capture, get(told.get(capture)))));
  }

  @Test
  void listIsInOrder() {
    KNOWN.checkFile();
  }

  @AfterAll
  static void writeList() throws IOException {
    KNOWN.write();
  }

  private static Stream<DynamicNode> skipped() {
    String reason = "tshark is not installed";
    return Stream.of(DynamicTest.dynamicTest(reason, () -> assumeTrue(false, reason)));
  }

  private static List<Tshark.Told> get(Future<List<Tshark.Told>> told)
      throws ExecutionException, InterruptedException {
    return told.get();
  }

  private static void check(Capture capture, List<Tshark.Told> told) {
    Map<String, String> differences = new LinkedHashMap<>();
    for (Difference difference : SecondOpinion.differences(Frames.read(capture), told)) {
      differences.put(difference.line(), difference.frames().toString());
    }
    KNOWN.check(capture.name(), differences, connection -> true);
  }
}
