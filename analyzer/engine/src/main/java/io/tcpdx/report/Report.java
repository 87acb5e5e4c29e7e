package io.tcpdx.report;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.DetectorResult;
import io.tcpdx.detect.Finding;
import java.util.List;

/**
 * What was found in a capture.
 *
 * @param capture what the capture was
 * @param connections every connection, by id
 * @param findings sorted by level (errors first), then cost (highest first), then connection, then
 *     packet
 * @param detectors every detector's result, by code
 */
public record Report(
    CaptureSummary capture,
    List<ConnectionSummary> connections,
    List<Finding> findings,
    List<DetectorResult> detectors) {
  public Report {
    connections = List.copyOf(connections);
    findings = List.copyOf(findings);
    detectors = List.copyOf(detectors);
  }
}
