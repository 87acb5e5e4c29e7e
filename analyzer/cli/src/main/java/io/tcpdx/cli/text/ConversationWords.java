package io.tcpdx.cli.text;

import io.tcpdx.connection.CaptureTimes;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Figures;
import io.tcpdx.protocol.Application;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.Lookup;
import io.tcpdx.protocol.TlsAlert;
import io.tcpdx.protocol.TlsHandshake;
import io.tcpdx.report.Report;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was said on a connection, in words. */
final class ConversationWords {
  private ConversationWords() {}

  /** The protocol's name; empty where it is not known. */
  private static String name(Application application) {
    return switch (application) {
      case UNKNOWN -> "";
      case HTTP -> "HTTP";
      case HTTP2 -> "HTTP/2";
      case TLS -> "TLS";
      case DNS -> "DNS";
    };
  }

  /** How many connections speak what: {@code 8 HTTP, 2 TLS}; empty where none is known. */
  static String count(Report report) {
    Map<Application, Long> counts = new EnumMap<>(Application.class);
    for (ConnectionSummary connection : report.connections()) {
      counts.merge(report.conversation(connection).application(), 1L, Long::sum);
    }
    counts.remove(Application.UNKNOWN);
    int all = report.connections().size();
    return counts.entrySet().stream()
        .map(
            e ->
                e.getValue() == all
                    ? name(e.getKey())
                    : Figures.count(e.getValue()) + " " + name(e.getKey()))
        .collect(Collectors.joining(", "));
  }

  /** A few words: {@code HTTP/1.1, 3 requests}; empty where nothing is known. */
  static String shortly(Conversation conversation) {
    HttpSummary http = conversation.http();
    TlsHandshake tls = conversation.tls();
    List<String> parts = new ArrayList<>();
    if (http != null) {
      parts.add("HTTP/" + http.version());
      parts.add(Figures.count(http.requests(), "request", "requests"));
    }
    if (tls != null) {
      String server = tls.serverName();
      parts.add(tls.protocolName() + (server == null ? "" : " to " + server));
    }
    return parts.isEmpty() ? name(conversation.application()) : String.join(", ", parts);
  }

  /** How HTTP used the connection. */
  static String http(HttpSummary http) {
    List<String> parts = new ArrayList<>();
    parts.add(http.version());
    parts.add(Figures.count(http.requests(), "request", "requests"));
    if (http.unanswered() > 0) {
      parts.add(Figures.count(http.unanswered()) + " without an answer");
    }
    if (http.maxPipelineDepth() > 1) {
      boolean multiplexed = http.version().equals("2");
      parts.add(
          (multiplexed ? "up to " : "pipelined, up to ")
              + Figures.count(http.maxPipelineDepth())
              + " at once");
    }
    Boolean persistent = http.persistent();
    if (persistent != null) {
      parts.add(persistent ? "kept for more" : "not kept for more");
    }
    String tunnel = http.tunnel();
    if (tunnel != null) {
      parts.add("then a tunnel (" + tunnel + ")");
    }
    if (!http.fromStart()) {
      parts.add("its beginning not captured");
    }
    if (http.resynchronised() > 0) {
      parts.add("lost and found again " + Figures.times(http.resynchronised()));
    }
    return String.join(", ", parts);
  }

  /** How TLS was set up. */
  static String tls(ConnectionSummary connection, TlsHandshake tls, int turns) {
    List<String> parts = new ArrayList<>();
    String version = tls.version();
    parts.add(version == null ? "no ServerHello seen" : version);
    String server = tls.serverName();
    if (server != null) {
      parts.add("to " + server);
    }
    String alpn = tls.alpn();
    if (alpn != null) {
      parts.add("for " + alpn);
    }
    Boolean resumed = tls.resumed();
    if (resumed != null) {
      parts.add(resumed ? "resumed" : "full handshake");
    }
    Long durationNs = tls.setUpNs(connection);
    if (durationNs != null) {
      parts.add("took " + Figures.duration(durationNs));
    }
    Integer roundTrips = tls.roundTrips();
    if (roundTrips != null) {
      parts.add(Figures.count(roundTrips, "round trip", "round trips"));
    }
    if (tls.helloRetry()) {
      parts.add("the server asked for another ClientHello");
    }
    parts.add(Figures.count(turns, "turn", "turns") + " of data");
    for (TlsAlert alert : tls.alerts()) {
      String description = alert.description();
      parts.add(
          (alert.by() == Side.CLIENT ? "client's alert " : "server's alert ")
              + (description == null ? "(encrypted)" : description));
    }
    return String.join(", ", parts);
  }

  /** How the server's address was found. */
  static String lookup(Lookup lookup, CaptureTimes times) {
    List<String> parts = new ArrayList<>();
    parts.add(lookup.name() + " " + lookup.type());
    Long durationNs = lookup.durationNs(times);
    if (durationNs != null) {
      parts.add("took " + Figures.duration(durationNs));
    }
    if (lookup.attempts() > 1) {
      parts.add("asked " + Figures.times(lookup.attempts()));
    }
    parts.add("of " + lookup.resolver());
    return String.join(", ", parts);
  }
}
