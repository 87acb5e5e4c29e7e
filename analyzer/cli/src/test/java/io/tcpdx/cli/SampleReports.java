package io.tcpdx.cli;

import io.tcpdx.capture.CaptureFileSummary;
import io.tcpdx.connection.CapturePoint;
import io.tcpdx.connection.CaptureTimes;
import io.tcpdx.connection.CloseKind;
import io.tcpdx.connection.CloseSummary;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.Endpoint;
import io.tcpdx.connection.HalfStreamSummary;
import io.tcpdx.connection.HandshakeOutcome;
import io.tcpdx.connection.HandshakeSummary;
import io.tcpdx.connection.RetransmissionSummary;
import io.tcpdx.connection.RttSummary;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.DetectorResult;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Outcome;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.LedgerSummary;
import io.tcpdx.report.CaptureSummary;
import io.tcpdx.report.CaptureSummary.NotAnalysed;
import io.tcpdx.report.CaptureSummary.OtherPackets;
import io.tcpdx.report.Report;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports made by hand, for the tests of the writers. */
public final class SampleReports {
  /** 2026-11-22T18:14:03.123456789Z. */
  public static final long START_NS = 1_795_371_243_123_456_789L;

  public static final long MS = 1_000_000L;
  public static final long SECOND = 1_000_000_000L;

  private SampleReports() {}

  /** A capture without a single frame. */
  public static Report empty() {
    CaptureFileSummary file =
        new CaptureFileSummary("empty.pcap", "pcap", List.of(), 0, 0, 0, 65535, null, null, null);
    CaptureSummary capture =
        new CaptureSummary(
            List.of(file),
            0,
            0,
            0,
            0,
            List.of(),
            List.of(),
            0,
            0,
            null,
            null,
            0,
            CapturePoint.UNKNOWN,
            0);
    return new Report(capture, List.of(), Map.of(), List.of(), List.of());
  }

  /** A capture of {@code packets} frames without a TCP segment that could be found. */
  public static Report withoutTcp(
      long packets, List<NotAnalysed> notAnalysed, List<OtherPackets> otherPackets) {
    CaptureSummary capture =
        new CaptureSummary(
            List.of(file("capture.pcap")),
            packets,
            0,
            0,
            notAnalysed.stream().mapToLong(NotAnalysed::packets).sum(),
            notAnalysed,
            otherPackets,
            45_814,
            45_814,
            START_NS,
            START_NS + SECOND,
            0,
            CapturePoint.UNKNOWN,
            0);
    return new Report(capture, List.of(), Map.of(), List.of(), List.of());
  }

  /** One connection with a Nagle stall, as in the specification. */
  public static Report nagle() {
    return report(
        List.of(connection(0, 33722)), List.of(nagle(0, 39, 1_600 * MS)), file("capture.pcap"));
  }

  /** A report of these connections and findings. */
  public static Report report(
      List<ConnectionSummary> connections, List<Finding> findings, CaptureFileSummary file) {
    CaptureSummary capture =
        new CaptureSummary(
            List.of(file),
            246,
            240,
            4,
            2,
            List.of(new NotAnalysed("TCP", "cut", 2, null, 17)),
            List.of(new OtherPackets("ARP", 3)),
            45_814,
            45_000,
            START_NS,
            START_NS + 2_100 * MS,
            0,
            CapturePoint.CLIENT,
            0);
    List<DetectorResult> detectors =
        List.of(
            new DetectorResult(
                "delayed-ack", "Delayed acknowledgement", Outcome.FAILED, "it broke", 0, 0),
            new DetectorResult("nagle-stall", "Nagle stall", Outcome.FOUND, null, 1, 1),
            new DetectorResult("small-segments", "Tiny segments", Outcome.CLEAR, null, 0, 1),
            new DetectorResult(
                "handshake-cost",
                "Set-up cost",
                Outcome.NOT_APPLICABLE,
                "no set-up was captured",
                0,
                0));
    Map<Integer, LedgerSummary> ledgers = new HashMap<>();
    connections.forEach(connection -> ledgers.put(connection.id(), ledger()));
    return new Report(capture, connections, ledgers, findings, detectors);
  }

  /** Where the 2.1 s of a connection went. */
  public static LedgerSummary ledger() {
    return LedgerSummary.of(Cause.HANDSHAKE, 4_110_000)
        .plus(LedgerSummary.of(Cause.NAGLE, 1_600 * MS))
        .plus(LedgerSummary.of(Cause.SERVER_THINK, 300 * MS))
        .plus(LedgerSummary.of(Cause.NETWORK, 190 * MS))
        .plus(LedgerSummary.of(Cause.CLOSE, 889_999))
        .plus(LedgerSummary.of(Cause.UNKNOWN, 5_000_001));
  }

  /** A whole file of that name. */
  public static CaptureFileSummary file(String name) {
    return new CaptureFileSummary(
        name, "pcap", List.of("EN10MB"), 246, 45_814, 45_000, 262_144, null, null, 3L);
  }

  /** A finding of that size on that connection. */
  public static Finding nagle(int connection, long occurrences, long costNs) {
    Map<String, @Nullable Object> metrics = new HashMap<>();
    metrics.put("medianStallSeconds", BigDecimal.valueOf(45, 3));
    return finding("nagle-stall", Level.WARNING, connection, occurrences, costNs, metrics);
  }

  /** A finding of that code. */
  public static Finding finding(
      String code,
      Level level,
      @Nullable Integer connection,
      long occurrences,
      long costNs,
      Map<String, @Nullable Object> metrics) {
    return new Finding(
        code,
        level,
        Confidence.CERTAIN,
        connection,
        connection == null ? List.of("10.7.0.1", "10.7.0.2:8000") : null,
        Direction.CLIENT_TO_SERVER,
        occurrences,
        costNs,
        null,
        START_NS + 10 * MS,
        10,
        243,
        List.of(10L, 11L, 12L, 13L),
        metrics,
        code.equals("nagle-stall") ? "Nagle stall" : code,
        "The client sent a small segment, then held the next one.",
        List.of("Fix at the client: set TCP_NODELAY."));
  }

  /** A connection of 2.1 s from that port. */
  public static ConnectionSummary connection(int id, int port) {
    return connection(id, port, 8000);
  }

  /** The same to that port. */
  public static ConnectionSummary connectionTo(int id, int serverPort) {
    return connection(id, 40_000, serverPort);
  }

  private static ConnectionSummary connection(int id, int port, int serverPort) {
    return new ConnectionSummary(
        id,
        new Endpoint("10.7.0.1", port),
        new Endpoint("10.7.0.2", serverPort),
        true,
        START_NS,
        START_NS + 2_100 * MS,
        1,
        246,
        true,
        new HandshakeSummary(
            true, HandshakeOutcome.ESTABLISHED, 4_110_000L, 4_100_000L, 10_000L, 0, 0, 0, false),
        new CloseSummary(
            CloseKind.GRACEFUL, Side.CLIENT, Side.CLIENT, 0L, 0, List.of(), null, null, null),
        null,
        CapturePoint.CLIENT,
        List.of(),
        half(
            124,
            20_800,
            new RttSummary(10_000, 20_000, 30_000, 80),
            new RetransmissionSummary(6, 1, 0, 2, 1, 2, 1, 2, 0)),
        half(
            122,
            160,
            null,
            new RetransmissionSummary(1, null, null, null, null, null, null, null, null)),
        START_NS + 2_100 * MS,
        new CaptureTimes(),
        List.of());
  }

  private static HalfStreamSummary half(
      long segments, long payloadBytes, @Nullable RttSummary rtt, RetransmissionSummary again) {
    return new HalfStreamSummary(
        segments,
        payloadBytes,
        again,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        1460,
        10,
        true,
        null,
        rtt,
        2,
        120,
        null,
        120L,
        1,
        520L);
  }
}
