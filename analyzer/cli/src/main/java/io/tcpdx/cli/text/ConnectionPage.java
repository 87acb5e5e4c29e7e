package io.tcpdx.cli.text;

import io.tcpdx.connection.CapturePoint;
import io.tcpdx.connection.CloseSummary;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.HalfStreamSummary;
import io.tcpdx.connection.HandshakeSummary;
import io.tcpdx.connection.RetransmissionSummary;
import io.tcpdx.connection.RttSummary;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Figures;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.Lookup;
import io.tcpdx.protocol.TlsHandshake;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything about one connection. */
final class ConnectionPage {
  private static final String UNKNOWN = "unknown";

  private final Page page;

  ConnectionPage(Page page) {
    this.page = page;
  }

  void write(
      ConnectionSummary connection, Conversation conversation, @Nullable Long captureStartNs) {
    page.heading(
        "Connection " + connection.id() + ": " + connection.client() + " → " + connection.server());
    long origin = captureStartNs == null ? connection.startNs() : captureStartNs;
    field(
        "Life",
        Figures.duration(connection.durationNs())
            + " from "
            + Quantity.time(connection.times().clockNs(connection.startNs()))
            + " UTC (+"
            + Figures.duration(connection.startNs() - origin)
            + "), packets "
            + connection.firstPacket()
            + " to "
            + connection.lastPacket());
    field("Client", connection.roleCertain() ? "sent the SYN" : "inferred: no SYN was captured");
    field("Taken", point(connection.capturePoint()) + sides(connection));
    connection.seenAlso().forEach(seen -> field("Also", SeenTwice.also(connection, seen)));
    field("Set-up", setUp(connection.handshake()));
    field("End", end(connection.close()));
    writeConversation(connection, conversation);
    connection.limitsHit().forEach(limit -> field("Limit", limit));
    conversation.limitsHit().forEach(limit -> field("Limit", limit));
    page.gap();
    writeDirections(connection);
  }

  private void writeConversation(ConnectionSummary connection, Conversation conversation) {
    Lookup lookup = conversation.lookup();
    if (lookup != null) {
      field("DNS", ConversationWords.lookup(lookup, connection.times()));
    }
    HttpSummary http = conversation.http();
    if (http != null) {
      field("HTTP", ConversationWords.http(http));
    }
    TlsHandshake tls = conversation.tls();
    if (tls != null) {
      field("TLS", ConversationWords.tls(connection, tls, conversation.turns().size()));
    }
  }

  private static String sides(ConnectionSummary connection) {
    return connection.bothDirections() ? "" : "; only one direction was captured";
  }

  private static String point(CapturePoint point) {
    return switch (point) {
      case CLIENT -> "at the client";
      case SERVER -> "at the server";
      case BETWEEN -> "between client and server";
      case UNKNOWN -> "at a place that cannot be told";
    };
  }

  private static String setUp(HandshakeSummary handshake) {
    List<String> parts = new ArrayList<>();
    parts.add(ConnectionTable.outcome(handshake.outcome()));
    Long totalNs = handshake.totalNs();
    if (totalNs != null) {
      parts.add("took " + Figures.duration(totalNs));
    }
    Long serverNs = handshake.serverSideNs();
    Long clientNs = handshake.clientSideNs();
    if (serverNs != null) {
      parts.add(Figures.duration(serverNs) + " on the server's side");
    }
    if (clientNs != null) {
      parts.add(Figures.duration(clientNs) + " on the client's side");
    }
    if (handshake.synRetransmissions() > 0) {
      parts.add("SYN sent again " + Figures.times(handshake.synRetransmissions()));
    }
    if (handshake.synAckRetransmissions() > 0) {
      parts.add("SYN-ACK sent again " + Figures.times(handshake.synAckRetransmissions()));
    }
    if (handshake.lostNs() > 0) {
      parts.add(Figures.duration(handshake.lostNs()) + " lost by it");
    }
    return String.join(", ", parts);
  }

  private static String end(CloseSummary close) {
    List<String> parts = new ArrayList<>();
    parts.add(ConnectionTable.kind(close.kind()));
    Side initiator = close.initiator();
    if (initiator != null) {
      parts.add("begun by the " + (initiator == Side.CLIENT ? "client" : "server"));
    }
    Side timeWaitAt = close.timeWaitAt();
    if (timeWaitAt != null) {
      parts.add("TIME_WAIT at the " + (timeWaitAt == Side.CLIENT ? "client" : "server"));
    }
    Long closeWaitNs = close.closeWaitNs();
    if (closeWaitNs != null) {
      parts.add("the other side followed after " + Figures.duration(closeWaitNs));
    }
    if (close.unackedBytes() > 0) {
      parts.add(Figures.bytes(close.unackedBytes()) + " never acknowledged");
    }
    return String.join(", ", parts);
  }

  private void writeDirections(ConnectionSummary connection) {
    page.line(columns("", "client →", "← server"), page.palette()::strong);
    row(connection, "Segments", h -> Figures.count(h.segments()));
    row(connection, "Payload", h -> Figures.bytes(h.payloadBytes()));
    writeSentAgain(connection);
    row(connection, "Out of order", h -> Figures.count(h.outOfOrder()));
    row(connection, "Missing here", h -> Figures.bytes(h.missingBytes()));
    row(connection, "Twice in the capture", h -> Figures.count(h.captureDuplicates()));
    row(connection, "ACKs without data", h -> Figures.count(h.pureAcks()));
    row(connection, "ACKs with data", h -> Figures.count(h.piggybackedAcks()));
    row(connection, "Delayed ACKs", h -> number(h.delayedAcks()));
    row(connection, "Duplicate ACKs", h -> Figures.count(h.duplicateAcks()));
    row(connection, "Window closed, times", h -> Figures.count(h.zeroWindows()));
    row(connection, "Window probes", h -> Figures.count(h.windowProbes()));
    row(connection, "Keep-alives", h -> Figures.count(h.keepAlives()));
    row(connection, "RTT min/median/p95", h -> rtt(h.pathRtt()));
    row(connection, "RTT samples", h -> samples(h.pathRtt()));
    row(connection, "Initial window", ConnectionPage::initialWindow);
    row(connection, "Most in flight", h -> bytes(h.maxFlightBytes()));
    row(connection, "MSS", h -> h.mss() == null ? UNKNOWN : h.mss() + " B");
    row(connection, "Window scale", h -> number(h.windowScale()));
    row(connection, "SACK permitted", h -> yes(h.sackPermitted()));
    row(connection, "Timestamps", h -> yes(h.timestamps()));
  }

  /** How many were sent again, and why, where the one is not zero and the other is known. */
  private void writeSentAgain(ConnectionSummary connection) {
    row(connection, "Sent again", h -> Figures.count(h.retransmissions().total()));
    reasonRow(connection, "  by ACKs or SACK", RetransmissionSummary::fast);
    reasonRow(connection, "  by timeout", RetransmissionSummary::timeout);
    reasonRow(connection, "  as probe of the tail", RetransmissionSummary::tailLossProbe);
    reasonRow(connection, "  needlessly", RetransmissionSummary::spurious);
    reasonRow(connection, "  why unknown", RetransmissionSummary::unknown);
  }

  private void reasonRow(
      ConnectionSummary connection,
      String name,
      Function<RetransmissionSummary, @Nullable Integer> reason) {
    Integer client = reason.apply(connection.clientToServer().retransmissions());
    Integer server = reason.apply(connection.serverToClient().retransmissions());
    if ((client != null && client > 0) || (server != null && server > 0)) {
      page.line(columns(name, number(client), number(server)));
    }
  }

  private static String rtt(@Nullable RttSummary rtt) {
    return rtt == null
        ? UNKNOWN
        : Figures.duration(rtt.minNs())
            + " / "
            + Figures.duration(rtt.medianNs())
            + " / "
            + Figures.duration(rtt.p95Ns());
  }

  private static String samples(@Nullable RttSummary rtt) {
    return rtt == null ? "0" : Figures.count(rtt.samples());
  }

  private static String initialWindow(HalfStreamSummary half) {
    Long bytes = half.initialWindowBytes();
    Integer segments = half.initialWindowSegments();
    return bytes == null || segments == null
        ? UNKNOWN
        : Figures.bytes(bytes) + " in " + Figures.count(segments, "segment", "segments");
  }

  private static String bytes(@Nullable Long bytes) {
    return bytes == null ? UNKNOWN : Figures.bytes(bytes);
  }

  private static String number(@Nullable Integer number) {
    return number == null ? UNKNOWN : Figures.count(number);
  }

  private static String yes(@Nullable Boolean value) {
    return value == null ? UNKNOWN : value ? "yes" : "no";
  }

  private void row(
      ConnectionSummary connection, String name, Function<HalfStreamSummary, String> figure) {
    page.line(
        columns(
            name,
            figure.apply(connection.clientToServer()),
            figure.apply(connection.serverToClient())));
  }

  private static String columns(String name, String client, String server) {
    return String.format(Locale.ROOT, "  %-22s %-26s %s", name, client, server).stripTrailing();
  }

  private void field(String name, String text) {
    page.paragraph(String.format(Locale.ROOT, "  %-8s", name), 10, text, page.palette()::faint);
  }
}
