package io.tcpdx.detect.lifecycle;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.ClosingSegment;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.HalfStreamSummary;
import io.tcpdx.connection.HandshakeOutcome;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.CaptureDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;

/** Set-ups that the server answered and that were not completed: a flood, a scan, or a loss. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "handshake-incomplete",
    title = "Set-up never completed",
    reference = "RFC 9293 §3.5, §3.5.1, RFC 4987 §2",
    requires = {Needs.HANDSHAKE},
    charges = {Cause.HANDSHAKE},
    overlaps = {"port-reuse", "syn-retransmitted"})
public final class HandshakeIncomplete implements CaptureDetector {
  private final AttemptGroups answered = new AttemptGroups();
  private final AttemptGroups metOldConnection = new AttemptGroups();

  /** Whether the capture holds clients' ACKs at all: a filter may have let SYNs through only. */
  private boolean acksCaptured;

  @Override
  public void onConnection(ConnectionSummary connection, Charges charges) {
    answered.see(connection);
    metOldConnection.see(connection);
    acksCaptured |= !saysNothing(connection.clientToServer());
    if (resetByClient(connection) || leftHalfOpen(connection)) {
      answered.add(connection, 0);
    } else if (metOldConnection(connection)) {
      metOldConnection.add(connection, charges.ns(Cause.HANDSHAKE));
    }
  }

  private static boolean incomplete(ConnectionSummary connection) {
    return connection.handshake().outcome() == HandshakeOutcome.INCOMPLETE
        && saysNothing(connection.clientToServer())
        && saysNothing(connection.serverToClient()); // else it had an ACK that was not captured
  }

  private static boolean saysNothing(HalfStreamSummary half) {
    return half.payloadBytes() == 0 && half.pureAcks() == 0;
  }

  static boolean resetByClient(ConnectionSummary connection) {
    ClosingSegment reset = connection.close().reset();
    return incomplete(connection) && reset != null && reset.by() == Side.CLIENT;
  }

  private static boolean leftHalfOpen(ConnectionSummary connection) {
    return incomplete(connection)
        && connection.handshake().lapsed()
        && (connection.bothDirections() || serverWaited(connection));
  }

  /** Whether the server itself shows that it had no ACK. */
  private static boolean serverWaited(ConnectionSummary connection) {
    return connection.handshake().synAckRetransmissions() > 0;
  }

  /** What a connection before it in the capture left is told as {@code port-reuse}. */
  private static boolean metOldConnection(ConnectionSummary connection) {
    boolean askedAgain = connection.handshake().synRetransmissions() > 0;
    return connection.handshake().outcome() == HandshakeOutcome.UNANSWERED
        && (askedAgain || connection.handshake().lapsed())
        && connection.serverToClient().pureAcks() > 0
        && connection.reusedTuple() == null;
  }

  @Override
  public void onEnd(FindingSink findings) {
    answered.groups().stream()
        .filter(this::shown)
        .map(IncompleteSetUps::new)
        .map(setUps -> setUps.describe(FindingBuilder.of(HandshakeIncomplete.class)))
        .forEach(findings::found);
    metOldConnection.groups().forEach(group -> findings.found(oldConnection(group)));
  }

  private boolean shown(AttemptGroup group) {
    return acksCaptured
        || group.attempts().stream()
            .map(AttemptGroups.Attempt::connection)
            .anyMatch(it -> resetByClient(it) || serverWaited(it));
  }

  private static Finding oldConnection(AttemptGroup group) {
    return group
        .describe(FindingBuilder.of(HandshakeIncomplete.class))
        .level(group.levelOfFailure())
        .costNs(group.costNs())
        .metric("cause", "old-connection")
        .metric("completed", group.completed())
        .metric("attempts", group.syns())
        .seconds("lostSeconds", group.costNs())
        .summary(
            group.to()
                + " answered "
                + Figures.count(group.syns(), "SYN", "SYNs")
                + " of "
                + group.from()
                + " with the ACK of another connection: it still holds one on the same ports.")
        .advise(
            "The old connection's other end is gone without having closed it (a restart, a NAT that gave"
                + " its port to somebody else), or its reset does not reach the server (a firewall that"
                + " drops what it does not know, or net.ipv4.tcp_rfc1337 and the like).")
        .advise(
            "At the server: keep-alives find such connections and end them (SO_KEEPALIVE with"
                + " TCP_KEEPIDLE). At the client: let the kernel choose the source port.")
        .build(group.evidence());
  }
}
