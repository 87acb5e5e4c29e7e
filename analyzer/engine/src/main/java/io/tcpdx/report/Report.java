package io.tcpdx.report;

import io.tcpdx.connection.CaptureTimes;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.DetectorResult;
import io.tcpdx.detect.Finding;
import io.tcpdx.ledger.LedgerSummary;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Lookup;
import io.tcpdx.protocol.proxy.Leg;
import io.tcpdx.protocol.proxy.ProxiedRequest;
import io.tcpdx.protocol.proxy.ProxyLegs;
import io.tcpdx.story.Story;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a capture.
 *
 * @param capture what the capture was
 * @param connections every connection, by id
 * @param ledgers where the time of each connection went, by its id
 * @param conversations what was said on each connection, by its id; nothing for those left out
 * @param lookups every DNS look-up, in the order of their ends
 * @param findings sorted by level (errors first), then cost (highest first), then connection, then
 *     packet
 * @param detectors every detector's result, by code
 * @param story the story of the connection of which it was asked for, else null
 * @param times how the times of connections and look-ups are to be read
 */
public record Report(
    CaptureSummary capture,
    List<ConnectionSummary> connections,
    Map<Integer, LedgerSummary> ledgers,
    Map<Integer, Conversation> conversations,
    List<Lookup> lookups,
    List<Finding> findings,
    List<DetectorResult> detectors,
    @Nullable Story story,
    CaptureTimes times) {
  /** A report of connections on which nothing was said that tcpdx understands, without a story. */
  public Report(
      CaptureSummary capture,
      List<ConnectionSummary> connections,
      Map<Integer, LedgerSummary> ledgers,
      List<Finding> findings,
      List<DetectorResult> detectors) {
    this(
        capture,
        connections,
        ledgers,
        Map.of(),
        List.of(),
        findings,
        detectors,
        null,
        new CaptureTimes());
  }

  public Report {
    connections = List.copyOf(connections);
    ledgers = Map.copyOf(ledgers);
    conversations = Map.copyOf(conversations);
    lookups = List.copyOf(lookups);
    findings = List.copyOf(findings);
    detectors = List.copyOf(detectors);
  }

  /** Where the time of a connection went. */
  public LedgerSummary ledger(ConnectionSummary connection) {
    return ledgers.getOrDefault(connection.id(), LedgerSummary.EMPTY);
  }

  /** What was said on a connection. */
  public Conversation conversation(ConnectionSummary connection) {
    return conversations.getOrDefault(connection.id(), Conversation.NONE);
  }

  /**
   * The requests that the capture holds on both sides of a proxy, in the order in which they were
   * sent on. Found anew with each call.
   */
  public List<ProxiedRequest> proxied() {
    return ProxyLegs.match(
        connections.stream()
            .filter(connection -> conversations.containsKey(connection.id()))
            .map(connection -> new Leg(connection, conversation(connection)))
            .toList());
  }

  /** What the findings cost that are part of no other, in nanoseconds. */
  public long costNs() {
    return findings.stream()
        .filter(finding -> finding.partOf() == null)
        .mapToLong(Finding::costNs)
        .sum();
  }

  /** Where the time of all connections together went. */
  public LedgerSummary ledger() {
    return ledgers.values().stream().reduce(LedgerSummary.EMPTY, LedgerSummary::plus);
  }
}
