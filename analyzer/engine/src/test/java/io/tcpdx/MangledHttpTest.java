package io.tcpdx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.MangledCapture.Fault;
import io.tcpdx.MangledCapture.Seen;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Finding;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Transaction;
import io.tcpdx.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a bad capture lacks or doubles must not pass for what was said. */
final class MangledHttpTest {
  private static final int ROUNDS = 3;

  /**
   * What would be wrong with a message or with who sent it: no fault of a capture makes it so. Who
   * closed first, and when, may stand in the very frames that are lacking: that is not asked here.
   */
  private static final Set<String> OF_MESSAGES =
      Set.of(
          "truncated-message",
          "excess-data",
          "conflicting-length",
          "hop-by-hop-forwarded",
          "blind-relay",
          "non-idempotent-retry",
          "non-idempotent-pipelined",
          "pipelining");

  @TestFactory
  Stream<DynamicTest> aBadCaptureAddsNoFaultsOfMessages() throws IOException {
    return tests(
        // Where all goes wrong at once, not even the order in which sides spoke is left.
        EnumSet.complementOf(EnumSet.of(Fault.NONE, Fault.ALL)),
        (whole, mangled) -> assertThat(codes(whole)).containsAll(codes(mangled)));
  }

  @TestFactory
  Stream<DynamicTest> framesThatCameTwiceSayNothingTwice() throws IOException {
    return tests(
        EnumSet.of(Fault.REPEATS),
        (whole, mangled) -> assertThat(said(mangled)).isEqualTo(said(whole)));
  }

  /** Compares a report with that of the whole capture. */
  private interface Comparison {
    void check(Report whole, Report mangled);
  }

  private static Stream<DynamicTest> tests(Set<Fault> faults, Comparison comparison)
      throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : MangledCapture.recordings()) {
      String name = file.getParent().getFileName().toString();
      tests.add(DynamicTest.dynamicTest(name, () -> check(file, faults, comparison)));
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static void check(Path file, Set<Fault> faults, Comparison comparison) throws Exception {
    List<Seen> frames = MangledCapture.read(file);
    Report whole = MangledCapture.analyze(frames);
    if (whole.conversations().isEmpty()) {
      return;
    }
    for (Fault fault : faults) {
      for (int seed = 0; seed < ROUNDS; seed++) {
        List<Seen> mangled = fault.applyTo(frames, new Random(seed));
        comparison.check(whole, MangledCapture.analyze(mangled));
      }
    }
  }

  private static Set<String> codes(Report report) {
    return report.findings().stream()
        .map(Finding::code)
        .filter(OF_MESSAGES::contains)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Who asked what and got what, without the times and packets. */
  private static List<String> said(Report report) {
    List<String> said = new ArrayList<>();
    for (ConnectionSummary connection : report.connections()) {
      Conversation conversation = report.conversation(connection);
      for (Transaction transaction : conversation.transactions()) {
        said.add(connection.id() + " " + told(transaction));
      }
    }
    return said;
  }

  private static String told(Transaction transaction) {
    String asked =
        transaction.request() == null
            ? "?"
            : transaction.request().method() + " " + transaction.request().target();
    String answered =
        transaction.response() == null
            ? "?"
            : transaction.response().status() + " " + transaction.response().message().bodyBytes();
    return asked + " " + answered + " " + transaction.complete() + " " + transaction.certain();
  }
}
