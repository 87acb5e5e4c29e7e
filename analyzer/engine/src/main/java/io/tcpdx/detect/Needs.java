package io.tcpdx.detect;

import io.tcpdx.connection.AckRound;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.Direction;
import io.tcpdx.protocol.Conversation;

/** What a detector needs to see of a connection before it may judge it. */
public enum Needs {
  /** Segments of both directions. */
  BOTH_DIRECTIONS(
      "both directions of a connection", "no connection was captured in both directions"),
  /** A SYN of either side. */
  HANDSHAKE("a connection's set-up", "no connection's set-up was captured"),
  /** The time that both sides take to answer. */
  RTT(
      "the round-trip time of both sides",
      "no connection shows the round-trip time to both of its sides"),
  /** The time that both sides take to answer, or else some rounds of data and ACK to go by. */
  RTT_OR_ROUNDS(
      "the round-trip time of both sides, or three acknowledgments of one side's data",
      "no connection shows the round-trip time to both of its sides, nor three acknowledgments of"
          + " one side's data"),
  /** Requests or answers of HTTP. */
  HTTP("HTTP", "no HTTP in clear was recognised"),
  /** Questions and answers that can be told apart: of HTTP, or by turns within TLS. */
  EXCHANGES("requests and answers", "neither HTTP nor TLS with application data was recognised"),
  /** A TLS handshake. */
  TLS("a TLS handshake", "no TLS handshake was recognised"),
  /** A DNS look-up, of whichever host. */
  LOOKUP("DNS look-ups", "no DNS look-up was captured");

  private final String description;
  private final String missing;

  Needs(String description, String missing) {
    this.description = description;
    this.missing = missing;
  }

  /** What is needed, in words. */
  public String description() {
    return description;
  }

  /** What to say where no connection has it. */
  public String missing() {
    return missing;
  }

  /** Whether a connection that has ended had it. */
  boolean isMet(Connection connection, Conversation conversation) {
    return switch (this) {
      case BOTH_DIRECTIONS -> connection.bothDirections();
      case HANDSHAKE ->
          connection.halfStream(Direction.CLIENT_TO_SERVER).synSeen()
              || connection.halfStream(Direction.SERVER_TO_CLIENT).synSeen();
      case RTT -> connection.fullRttNs() >= 0;
      case RTT_OR_ROUNDS -> connection.fullRttNs() >= 0 || hasRounds(connection);
      case HTTP -> conversation.http() != null;
      case EXCHANGES -> !conversation.exchanges().isEmpty();
      case TLS -> conversation.tls() != null;
      case LOOKUP -> conversation.lookup() != null;
    };
  }

  private static boolean hasRounds(Connection connection) {
    return connection.halfStream(Direction.CLIENT_TO_SERVER).rttSamples() >= AckRound.CERTAIN_WAITS
        || connection.halfStream(Direction.SERVER_TO_CLIENT).rttSamples() >= AckRound.CERTAIN_WAITS;
  }
}
