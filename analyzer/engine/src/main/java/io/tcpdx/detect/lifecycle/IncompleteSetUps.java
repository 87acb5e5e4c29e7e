package io.tcpdx.detect.lifecycle;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.Level;

/** What is to be told of set-ups that a server answered and that were not completed. */
final class IncompleteSetUps {
  /** Fewer are what a lost packet or a client that went away leaves. */
  private static final int SEVERAL = 10;

  /**
   * So many half-open at a server fill the queue of many a listener (net.core.somaxconn was 128
   * until Linux 5.4), and others are shut out.
   */
  private static final int FULL_QUEUE = 128;

  private final AttemptGroup group;
  private final int reset;
  private final int halfOpen;
  private final long synAcks;
  private final long synsAgain;

  IncompleteSetUps(AttemptGroup group) {
    this.group = group;
    int resets = 0;
    long answers = 0;
    for (AttemptGroups.Attempt attempt : group.attempts()) {
      ConnectionSummary connection = attempt.connection();
      resets += HandshakeIncomplete.resetByClient(connection) ? 1 : 0;
      answers += connection.handshake().synAckRetransmissions() + 1L;
    }
    reset = resets;
    halfOpen = group.size() - reset;
    synAcks = answers;
    synsAgain = group.syns() - group.size();
  }

  private Level level() {
    boolean most = group.size() > group.completed();
    if (halfOpen >= FULL_QUEUE && most) {
      return Level.ERROR;
    }
    return group.size() >= SEVERAL && most ? Level.WARNING : Level.NOTE;
  }

  private String cause() {
    if (reset > 0 && halfOpen > 0) {
      return "both";
    }
    return reset > 0 ? "reset" : "half-open";
  }

  Finding describe(FindingBuilder finding) {
    group
        .describe(finding)
        .level(level())
        .metric("cause", cause())
        .metric("halfOpen", halfOpen)
        .metric("reset", reset)
        .metric("completed", group.completed())
        .metric("synAcks", synAcks)
        .summary(group.single() ? sentenceOfOne() : sentence());
    advise(finding);
    return finding.build(group.evidence());
  }

  private String sentenceOfOne() {
    if (reset > 0) {
      return "The client answered the server's SYN-ACK with a reset.";
    }
    String often = synAcks > 1 ? " to " + Figures.count(synAcks) + " SYN-ACKs" : "";
    String again =
        synsAgain > 0 ? "; it sent its SYN again " + Figures.times(synsAgain) + " instead" : "";
    return "The server answered the client's SYN, and the client's ACK never came"
        + often
        + again
        + ".";
  }

  private String sentence() {
    String answered =
        Figures.count((long) group.size() + group.completed())
            + " set-ups that "
            + group.to()
            + " answered to "
            + group.from();
    String said =
        group.completed() == 0
            ? "None of the " + answered + " was completed"
            : Figures.count(group.size()) + " of the " + answered + " were never completed";
    if (cause().equals("both")) {
      said += ": to " + Figures.count(reset) + " the answer was a reset, to ";
      said += Figures.count(halfOpen) + " none came";
    } else {
      said += reset > 0 ? ": the answer was a reset" : ": no answer came";
    }
    return said + ".";
  }

  private void advise(FindingBuilder finding) {
    if (halfOpen > 0) {
      finding.advise(halfOpenAdvice());
    }
    if (reset > 0) {
      finding.advise(
          "Who resets the answer to a SYN did not send that SYN (its address was forged, as in a SYN"
              + " flood), looks for open ports, checks that one is open (a load balancer's probe), or"
              + " had given up before the answer came.");
    }
  }

  private String halfOpenAdvice() {
    if (halfOpen < SEVERAL) {
      return synsAgain > 0
          ? "The SYN-ACK does not reach the client, or is not accepted there: capture at the client,"
              + " look for loss, another way back, or a firewall."
          : "The client went away, or its ACK was lost: capture at the client. One or a few such are"
              + " no harm.";
    }
    return "If these addresses are not your clients' it is a SYN flood or a scan: at the server,"
        + " net.ipv4.tcp_syncookies=1 and a larger net.ipv4.tcp_max_syn_backlog, and a limit before"
        + " it. If they are, their ACKs do not arrive: capture at a client, look for a firewall or"
        + " another way back.";
  }
}
