package io.tcpdx.detect.tls;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.DurationHistogram;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.StandIn;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import io.tcpdx.ledger.Sums;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.TlsAlert;
import io.tcpdx.protocol.TlsHandshake;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The TLS handshakes of one client with one server. */
final class Handshakes {
  /** Names and versions kept for a sentence. */
  private static final int MAX_WORDS = 5;

  final Evidence evidence = new Evidence();
  final Evidence failureEvidence = new Evidence();
  final DurationHistogram durations = new DurationHistogram();
  final SetUpTime time = new SetUpTime();
  final Set<String> versions = new TreeSet<>();
  final Set<String> names = new TreeSet<>();
  final Set<String> serverNames = new TreeSet<>();
  final Set<String> protocols = new TreeSet<>();
  final Set<String> failures = new TreeSet<>();
  long finished;
  long resumed;
  long full;
  long helloRetries;
  long failed;

  /** What the ledgers have for the set-ups that were finished, in nanoseconds. */
  long chargedNs;

  /** The most that one of them was charged, in nanoseconds. */
  long mostChargedNs;

  long lifeNs;
  int mostRoundTrips;

  void add(ConnectionSummary connection, Conversation conversation, Charges charges) {
    TlsHandshake handshake = conversation.tls();
    if (handshake == null) {
      return;
    }
    Long startNs = handshake.startNs();
    Long startPacket = handshake.startPacket();
    if (startNs == null || startPacket == null) {
      return;
    }
    TlsAlert alert = fatal(handshake);
    Long durationNs = handshake.setUpNs(connection);
    if (alert != null) {
      failed++;
      keep(failures, whose(alert.by()) + " " + alert.description());
      failureEvidence.add(startNs, startPacket, alert.packet());
    } else if (durationNs != null) {
      long setUpNs = charges.ns(Cause.TLS_HANDSHAKE);
      chargedNs = Sums.plus(chargedNs, setUpNs);
      mostChargedNs = Math.max(mostChargedNs, setUpNs);
      boolean standIn = spokenForByAnother(connection, conversation);
      time.add(connection, charges, handshake, standIn, durationNs);
      addFinished(connection, handshake, durationNs, startNs, startPacket);
    }
  }

  /** Within a tunnel, or where what speaks TCP is nearer than a server can be. */
  private static boolean spokenForByAnother(
      ConnectionSummary connection, Conversation conversation) {
    HttpSummary http = conversation.http();
    if (http != null && http.tunnel() != null) {
      return true;
    }
    long toServerNs = connection.clientToServer().lowestRttNs();
    long toClientNs = connection.serverToClient().lowestRttNs();
    return toServerNs >= 0
        && toClientNs >= 0
        && StandIn.likely(connection.client(), connection.server(), toServerNs + toClientNs);
  }

  /** The alert that ended the handshake, in clear; null where it was not refused. */
  private static @Nullable TlsAlert fatal(TlsHandshake handshake) {
    if (handshake.firstDataNs() != null) {
      return null;
    }
    return handshake.alerts().stream()
        .filter(alert -> alert.fatal() && alert.description() != null)
        .findFirst()
        .orElse(null);
  }

  private static String whose(Side by) {
    return by == Side.CLIENT ? "the client said" : "the server said";
  }

  private void addFinished(
      ConnectionSummary connection,
      TlsHandshake handshake,
      long durationNs,
      long startNs,
      long startPacket) {
    finished++;
    durations.sample(durationNs);
    lifeNs = Sums.plus(lifeNs, connection.durationNs());
    Boolean again = handshake.resumed();
    resumed += Boolean.TRUE.equals(again) ? 1 : 0;
    full += Boolean.FALSE.equals(again) ? 1 : 0;
    helloRetries += handshake.helloRetry() ? 1 : 0;
    Integer roundTrips = handshake.roundTrips();
    mostRoundTrips = Math.max(mostRoundTrips, roundTrips == null ? 0 : roundTrips);
    keep(versions, handshake.version());
    keep(names, handshake.protocolName());
    keep(serverNames, handshake.serverName());
    keep(protocols, handshake.alpn());
    Long endPacket = handshake.endPacket();
    evidence.add(startNs, startPacket, endPacket == null ? startPacket : endPacket);
  }

  private static void keep(Set<String> words, @Nullable String word) {
    if (word != null && words.size() < MAX_WORDS) {
      words.add(word);
    }
  }

  /** The handshakes' part of the connections' lives. */
  double share() {
    return lifeNs == 0 ? 0 : Math.min(1, (double) chargedNs / lifeNs);
  }
}
