package io.tcpdx.cli.text;

import io.tcpdx.connection.CapturePoint;
import io.tcpdx.connection.CloseSummary;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.HalfStreamSummary;
import io.tcpdx.connection.HandshakeSummary;
import io.tcpdx.connection.RetransmissionSummary;
import io.tcpdx.connection.RttSummary;
import io.tcpdx.connection.Side;
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

  void write(ConnectionSummary connection, @Nullable Long captureStartNs) {
    page.heading(
        "Connection " + connection.id() + ": " + connection.client() + " → " + connection.server());
    long origin = captureStartNs == null ? connection.startNs() : captureStartNs;
    field(
        "Life",
        Quantity.duration(connection.durationNs())
            + " from "
            + Quantity.time(connection.startNs())
            + " UTC (+"
            + Quantity.duration(connection.startNs() - origin)
            + "), packets "
            + connection.firstPacket()
            + " to "
            + connection.lastPacket());
    field("Client", connection.roleCertain() ? "sent the SYN" : "inferred: no SYN was captured");
    field("Taken", point(connection.capturePoint()) + sides(connection));
    field("Set-up", setUp(connection.handshake()));
    field("End", end(connection.close()));
    connection.limitsHit().forEach(limit -> field("Limit", limit));
    page.gap();
    writeDirections(connection);
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
      parts.add("took " + Quantity.duration(totalNs));
    }
    Long serverNs = handshake.serverSideNs();
    Long clientNs = handshake.clientSideNs();
    if (serverNs != null) {
      parts.add(Quantity.duration(serverNs) + " on the server's side");
    }
    if (clientNs != null) {
      parts.add(Quantity.duration(clientNs) + " on the client's side");
    }
    if (handshake.synRetransmissions() > 0) {
      parts.add("SYN sent again " + Quantity.times(handshake.synRetransmissions()));
    }
    if (handshake.synAckRetransmissions() > 0) {
      parts.add("SYN-ACK sent again " + Quantity.times(handshake.synAckRetransmissions()));
    }
    if (handshake.lostNs() > 0) {
      parts.add(Quantity.duration(handshake.lostNs()) + " lost by it");
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
      parts.add("the other side followed after " + Quantity.duration(closeWaitNs));
    }
    if (close.unackedBytes() > 0) {
      parts.add(Quantity.bytes(close.unackedBytes()) + " never acknowledged");
    }
    return String.join(", ", parts);
  }

  private void writeDirections(ConnectionSummary connection) {
    page.line(columns("", "client →", "← server"), page.palette()::strong);
    row(connection, "Segments", h -> Quantity.count(h.segments()));
    row(connection, "Payload", h -> Quantity.bytes(h.payloadBytes()));
    row(connection, "Sent again", h -> again(h.retransmissions()));
    row(connection, "Out of order", h -> Quantity.count(h.outOfOrder()));
    row(connection, "Missing here", h -> Quantity.bytes(h.missingBytes()));
    row(connection, "Twice in the capture", h -> Quantity.count(h.captureDuplicates()));
    row(connection, "ACKs without data", h -> Quantity.count(h.pureAcks()));
    row(connection, "ACKs with data", h -> Quantity.count(h.piggybackedAcks()));
    row(connection, "Delayed ACKs", h -> number(h.delayedAcks()));
    row(connection, "Duplicate ACKs", h -> Quantity.count(h.duplicateAcks()));
    row(connection, "Window closed, times", h -> Quantity.count(h.zeroWindows()));
    row(connection, "Window probes", h -> Quantity.count(h.windowProbes()));
    row(connection, "Keep-alives", h -> Quantity.count(h.keepAlives()));
    row(connection, "RTT min/median/p95", h -> rtt(h.pathRtt()));
    row(connection, "RTT samples", h -> samples(h.pathRtt()));
    row(connection, "Initial window", ConnectionPage::initialWindow);
    row(connection, "Most in flight", h -> bytes(h.maxFlightBytes()));
    row(connection, "MSS", h -> h.mss() == null ? UNKNOWN : h.mss() + " B");
    row(connection, "Window scale", h -> number(h.windowScale()));
    row(connection, "SACK permitted", h -> yes(h.sackPermitted()));
    row(connection, "Timestamps", h -> yes(h.timestamps()));
  }

  private static String again(RetransmissionSummary again) {
    Integer fast = again.fast();
    Integer timeout = again.timeout();
    if (again.total() == 0 || fast == null || timeout == null) {
      return Quantity.count(again.total());
    }
    return Quantity.count(again.total()) + " (" + fast + " fast, " + timeout + " timed out)";
  }

  private static String rtt(@Nullable RttSummary rtt) {
    return rtt == null
        ? UNKNOWN
        : Quantity.duration(rtt.minNs())
            + " / "
            + Quantity.duration(rtt.medianNs())
            + " / "
            + Quantity.duration(rtt.p95Ns());
  }

  private static String samples(@Nullable RttSummary rtt) {
    return rtt == null ? "0" : Quantity.count(rtt.samples());
  }

  private static String initialWindow(HalfStreamSummary half) {
    Long bytes = half.initialWindowBytes();
    Integer segments = half.initialWindowSegments();
    return bytes == null || segments == null
        ? UNKNOWN
        : Quantity.bytes(bytes) + " in " + Quantity.count(segments, "segment", "segments");
  }

  private static String bytes(@Nullable Long bytes) {
    return bytes == null ? UNKNOWN : Quantity.bytes(bytes);
  }

  private static String number(@Nullable Integer number) {
    return number == null ? UNKNOWN : Quantity.count(number);
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
    return String.format(Locale.ROOT, "  %-21s %-27s %s", name, client, server).stripTrailing();
  }

  private void field(String name, String text) {
    page.paragraph(String.format(Locale.ROOT, "  %-8s", name), 10, text, page.palette()::faint);
  }
}
