package io.tcpdx.cli.corpus;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.DetectorResult;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.Outcome;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.LedgerSummary;
import io.tcpdx.report.CaptureSummary;
import io.tcpdx.report.Report;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What holds of every report, whatever the capture. */
final class FindingProperties {
  /** No capture lasts a hundred years, and no time that one shows does. */
  private static final BigDecimal ABSURD_SECONDS = BigDecimal.valueOf(100L * 365 * 86_400);

  /** A petabyte: at 100 Gbit/s that takes a day. */
  private static final BigDecimal ABSURD_BYTES = BigDecimal.valueOf(1L << 50);

  private static final Map<String, Cause[]> CHARGES = charges();

  private final Frames frames;
  private final Report report;
  private final Map<Integer, ConnectionSummary> connections = new HashMap<>();
  private final Map<String, String> violations = new TreeMap<>();

  private FindingProperties(Frames frames, Report report) {
    this.frames = frames;
    this.report = report;
    report.connections().forEach(connection -> connections.put(connection.id(), connection));
  }

  /** What does not hold: the property, and an example. */
  static Map<String, String> violations(Frames frames, Report report) {
    FindingProperties properties = new FindingProperties(frames, report);
    properties.check();
    return properties.violations;
  }

  private void check() {
    for (DetectorResult detector : report.detectors()) {
      holds(
          detector.outcome() != Outcome.FAILED,
          "detector failed: " + detector.code(),
          detector.reason());
    }
    for (Finding finding : report.findings()) {
      checkPlace(finding);
      checkCost(finding);
      finding.metrics().forEach((name, value) -> checkFigure(finding, name, value));
    }
    report.connections().forEach(this::checkConnection);
  }

  private void checkPlace(Finding finding) {
    CaptureSummary capture = report.capture();
    long packets = capture.packets();
    holds(
        finding.firstPacket() >= 1
            && finding.firstPacket() <= finding.lastPacket()
            && finding.lastPacket() <= packets,
        "packets: " + finding.code(),
        finding.firstPacket() + " to " + finding.lastPacket() + " of " + packets);
    holds(
        finding.packets().stream().allMatch(packet -> packet >= 1 && packet <= packets),
        "evidence: " + finding.code(),
        finding.packets());
    holds(finding.occurrences() >= 1, "occurrences: " + finding.code(), finding.occurrences());
    long startNs = finding.startNs();
    boolean before = frames.seen().stream().anyMatch(seen -> seen.timeNs() <= startNs);
    boolean after = frames.seen().stream().anyMatch(seen -> seen.timeNs() >= startNs);
    holds(before && after, "start within the capture: " + finding.code(), startNs);
  }

  private void checkCost(Finding finding) {
    String code = finding.code();
    long costNs = finding.costNs();
    holds(costNs >= 0, "cost is not negative: " + code, costNs);
    ConnectionSummary connection = connections.get(finding.connection());
    if (connection != null) {
      long lifeNs = connection.durationNs();
      holds(costNs <= lifeNs, "cost within life: " + code, costNs + " of " + lifeNs);
    }
    LedgerSummary ledger = connection == null ? report.ledger() : report.ledger(connection);
    Cause[] causes = CHARGES.getOrDefault(code, new Cause[0]);
    long chargedNs = 0;
    for (Cause cause : causes) {
      chargedNs += ledger.ns(cause);
    }
    holds(
        causes.length == 0 || costNs <= chargedNs,
        "cost within what the ledger has for it: " + code,
        costNs + " of " + chargedNs);
    String whole = finding.partOf();
    if (whole != null) {
      holds(
          report.findings().stream().anyMatch(it -> isWhole(it, finding, whole)),
          "part of a finding that is there: " + code,
          whole);
    }
  }

  private static boolean isWhole(Finding whole, Finding part, String code) {
    boolean elsewhere =
        part.connection() != null
            && whole.connection() != null
            && !Objects.equals(whole.connection(), part.connection());
    return whole.code().equals(code) && whole.costNs() >= part.costNs() && !elsewhere;
  }

  private void checkFigure(Finding finding, String name, @Nullable Object value) {
    if (!(value instanceof Number number)) {
      return;
    }
    boolean finite = Double.isFinite(number.doubleValue());
    String figure = finding.code() + "." + name;
    holds(finite && number.doubleValue() >= 0, "figure is not negative: " + figure, value);
    if (!finite) {
      return;
    }
    BigDecimal exact = new BigDecimal(number.toString());
    if (name.toLowerCase(Locale.ROOT).contains("share")) {
      holds(exact.compareTo(BigDecimal.ONE) <= 0, "share is at most all: " + figure, value);
    } else if (name.endsWith("Seconds")) {
      holds(exact.compareTo(ABSURD_SECONDS) < 0, "figure is no century: " + figure, value);
    } else if (name.endsWith("Bytes")) {
      holds(exact.compareTo(ABSURD_BYTES) < 0, "figure is no petabyte: " + figure, value);
    }
  }

  private void checkConnection(ConnectionSummary connection) {
    long lifeNs = connection.durationNs();
    long chargedNs = report.ledger(connection).totalNs();
    holds(chargedNs == lifeNs, "ledger is the life", chargedNs + " of " + lifeNs);
    for (Cause cause : Cause.values()) {
      long ns = report.ledger(connection).ns(cause);
      holds(ns >= 0, "ledger is not negative: " + cause, ns);
    }
    List<Finding> own =
        report.findings().stream()
            .filter(it -> Objects.equals(it.connection(), connection.id()))
            .filter(it -> it.partOf() == null)
            .toList();
    long sumNs = own.stream().mapToLong(Finding::costNs).sum();
    holds(
        sumNs <= lifeNs,
        "costs together within life",
        sumNs + " of " + lifeNs + " " + own.stream().map(Finding::code).toList());
    holds(
        connection.firstPacket() >= 1
            && connection.firstPacket() <= connection.lastPacket()
            && connection.lastPacket() <= report.capture().packets(),
        "packets of a connection",
        connection.firstPacket() + " to " + connection.lastPacket());
    Flat.of("connection", connection, (path, value) -> value)
        .forEach(
            (path, value) ->
                holds(
                    !value.matches("-\\d+") || path.endsWith("startNs") || path.endsWith("endNs"),
                    "figure is not negative: " + path,
                    value));
    Long setUpNs = connection.handshake().totalNs();
    holds(setUpNs == null || setUpNs <= lifeNs, "set-up within life", setUpNs);
  }

  private void holds(boolean holds, String property, @Nullable Object example) {
    if (!holds) {
      violations.put(property, String.valueOf(example));
    }
  }

  private static Map<String, Cause[]> charges() {
    Map<String, Cause[]> charges = new HashMap<>();
    for (Detector detector : ServiceLoader.load(Detector.class)) {
      DetectorInfo info = detector.getClass().getAnnotation(DetectorInfo.class);
      charges.put(info.id(), info.charges());
    }
    return charges;
  }
}
