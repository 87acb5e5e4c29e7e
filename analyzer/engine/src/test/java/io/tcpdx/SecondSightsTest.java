package io.tcpdx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.SecondSights.Place;
import io.tcpdx.SecondSights.Seen;
import io.tcpdx.capture.CaptureException;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.report.Report;
import io.tcpdx.wire.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a capture holds a second time, and wherever it was seen, the report says what it says
 * without, but for the counts of copies.
 */
final class SecondSightsTest {
  private static final Path SAMPLES = Path.of("..", "..", "sample-captures");
  private static final long MICROSECOND = 1_000;
  private static final long MILLISECOND = 1_000 * MICROSECOND;

  /** Larger ones only take longer. */
  private static final long MOST_BYTES = 100_000;

  private static final int MSS = 1460;

  private static final Set<String> SAME_PLACE =
      Set.of("mirrored by a slow port", "at the other end");

  /** The lab gave all connections of these one initial sequence number, as scanners do. */
  private static final Set<String> ONE_SEQUENCE_NUMBER =
      Set.of(
          "at the other end",
          "behind a NAT",
          "behind a far NAT",
          "behind a firewall",
          "behind a far firewall");

  /**
   * Where nothing in the packets tells a copy from another packet: resets without a number, of
   * which the capture holds several, or ACKs without one that a 4-tuple used again within 20 ms
   * calls forth.
   */
  private static final Map<String, Set<String>> NOTHING_TELLS =
      Map.of(
          "duplicate-network-late", SAME_PLACE,
          "http-download-abandoned", SAME_PLACE,
          "tls12-resumed", SAME_PLACE,
          "tls13-resumed", SAME_PLACE,
          "port-reuse-old-ack", ONE_SEQUENCE_NUMBER,
          "port-reuse-refused", ONE_SEQUENCE_NUMBER);

  private static final Map<String, Place> PLACES = new LinkedHashMap<>();

  static {
    PLACES.put("mirrored", SecondSights.later(3 * MICROSECOND));
    PLACES.put("mirrored by a slow port", SecondSights.later(200 * MICROSECOND));
    PLACES.put("at the other end", SecondSights.later(20 * MILLISECOND));
    PLACES.put("behind a router", SecondSights.behindRouter(200 * MICROSECOND));
    PLACES.put("behind a far router", SecondSights.behindRouter(20 * MILLISECOND));
    PLACES.put("on a trunk", SecondSights.tagged(3 * MICROSECOND));
    PLACES.put("behind a NAT", SecondSights.behindNat(20 * MICROSECOND));
    PLACES.put("behind a far NAT", SecondSights.behindNat(20 * MILLISECOND));
    PLACES.put("behind a firewall", SecondSights.renumbered(20 * MICROSECOND));
    PLACES.put("behind a far firewall", SecondSights.renumbered(20 * MILLISECOND));
    PLACES.put("behind the card", SecondSights.inPieces(8 * MICROSECOND, MSS));
    PLACES.put("pieces at the other end", SecondSights.inPieces(20 * MILLISECOND, MSS));
  }

  static List<Path> captures() throws IOException {
    try (Stream<Path> scenarios = Files.list(SAMPLES)) {
      return scenarios
          .map(scenario -> scenario.resolve("capture.pcap"))
          .filter(Files::exists)
          .filter(capture -> capture.toFile().length() <= MOST_BYTES)
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void changesNothing(Path capture) throws IOException, CaptureException {
    List<Seen> frames = SecondSights.read(capture);
    String once = told(report(frames));
    String scenario = capture.getParent().getFileName().toString();
    Set<String> untold = NOTHING_TELLS.getOrDefault(scenario, Set.of());
    List<String> others = new ArrayList<>();
    for (Map.Entry<String, Place> place : PLACES.entrySet()) {
      String twice = told(report(SecondSights.with(frames, place.getValue())));
      if (twice.equals(once) == untold.contains(place.getKey())) {
        others.add(place.getKey() + ": " + difference(once, twice));
      }
    }
    assertThat(others).isEmpty();
  }

  private static String difference(String once, String twice) {
    int at = 0;
    while (at < Math.min(once.length(), twice.length()) && once.charAt(at) == twice.charAt(at)) {
      at++;
    }
    int from = Math.max(0, at - 300);
    return once.substring(from, Math.min(once.length(), at + 100))
        + "\n   <> "
        + twice.substring(at, Math.min(twice.length(), at + 100));
  }

  private static Report report(List<Seen> frames) {
    Analyzer analyzer = new Analyzer(AnalysisOptions.DEFAULT, AnalysisListener.NONE);
    Frame frame = new Frame();
    for (Seen seen : frames) {
      int captured = seen.bytes().capacity();
      frame.set(
          seen.bytes(), 0, captured, seen.length(), seen.timeNs(), seen.linkType(), seen.number());
      analyzer.onFrame(frame);
    }
    return analyzer.finish(List.of());
  }

  /** All that the report tells of connections, but the counts of copies. */
  private static String told(Report report) {
    StringBuilder told = new StringBuilder();
    for (ConnectionSummary connection : report.connections()) {
      told.append(connection).append('\n');
      told.append(report.ledger(connection)).append('\n');
      told.append(report.conversation(connection)).append('\n');
    }
    report.lookups().forEach(lookup -> told.append(lookup).append('\n'));
    report.findings().forEach(finding -> told.append(finding).append('\n'));
    return told.toString()
        .replaceAll("captureDuplicates=\\d+", "captureDuplicates")
        .replaceAll("seenAlso=.*?, clientToServer=", "clientToServer=");
  }
}
