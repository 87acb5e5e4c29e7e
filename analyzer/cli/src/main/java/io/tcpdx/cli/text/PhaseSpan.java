package io.tcpdx.cli.text;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.Lookup;
import io.tcpdx.protocol.Phases;
import io.tcpdx.protocol.TlsHandshake;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A phase of an exchange where it stands in time.
 *
 * @param phase which
 * @param fromNs when it began, nanoseconds since the epoch
 * @param toNs when it ended
 */
record PhaseSpan(Phase phase, long fromNs, long toNs) {
  /** What the time of an exchange goes into, in the order in which it does. */
  enum Phase {
    DNS('d', "DNS"),
    CONNECT('c', "connect"),
    TLS('t', "TLS"),
    SEND('s', "send"),
    BLOCKED('.', "wait behind earlier answers"),
    WAIT('─', "wait"),
    RECEIVE('█', "receive"),
    VAIN('?', "wait in vain");

    private final char sign;
    private final String words;

    Phase(char sign, String words) {
      this.sign = sign;
      this.words = words;
    }

    /** Stands for it in a bar. */
    char sign() {
      return sign;
    }

    /** What it is, for the legend. */
    String words() {
      return words;
    }
  }

  /** The phases that an exchange has, in their order. */
  static List<PhaseSpan> of(
      ConnectionSummary connection, Conversation conversation, Exchange exchange, Phases phases) {
    List<PhaseSpan> spans = new ArrayList<>();
    Lookup lookup = conversation.lookup();
    if (lookup != null) {
      add(spans, Phase.DNS, lookup.startNs(), phases.dnsNs());
    }
    add(spans, Phase.CONNECT, connection.startNs(), phases.connectNs());
    TlsHandshake tls = conversation.tls();
    Long tlsStartNs = tls == null ? null : tls.startNs();
    if (tlsStartNs != null) {
      add(spans, Phase.TLS, tlsStartNs, phases.tlsNs());
    }
    long atNs = exchange.startNs();
    atNs = add(spans, Phase.SEND, atNs, phases.sendNs());
    atNs = add(spans, Phase.BLOCKED, atNs, phases.blockedNs());
    atNs = add(spans, Phase.WAIT, atNs, phases.waitNs());
    atNs = add(spans, Phase.RECEIVE, atNs, phases.receiveNs());
    add(spans, Phase.VAIN, atNs, phases.vainNs());
    return spans;
  }

  /** The phases of a TLS connection that carried no data. */
  static List<PhaseSpan> ofSetUp(
      ConnectionSummary connection, Conversation conversation, TlsHandshake tls) {
    List<PhaseSpan> spans = new ArrayList<>();
    if (conversation.http() == null) {
      add(spans, Phase.CONNECT, connection.startNs(), connection.handshake().totalNs());
    }
    Long startNs = tls.startNs();
    if (startNs != null) {
      add(spans, Phase.TLS, startNs, tls.setUpNs(connection));
    }
    return spans;
  }

  private static long add(List<PhaseSpan> spans, Phase phase, long fromNs, @Nullable Long ns) {
    if (ns == null) {
      return fromNs;
    }
    spans.add(new PhaseSpan(phase, fromNs, fromNs + ns));
    return fromNs + ns;
  }
}
