package io.tcpdx.detect.http;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.ClosingSegment;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.ConversationDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests sent without waiting for answers: how many at once, what waited behind what, and whether
 * requests and answers kept step.
 */
@AutoService(Detector.class)
@DetectorInfo(
    id = "pipelining",
    title = "Pipelined requests",
    reference = "RFC 9112 §9.3.2",
    requires = {Needs.BOTH_DIRECTIONS, Needs.HTTP},
    charges = {
      Cause.SERVER_THINK,
      Cause.CLIENT_THINK,
      Cause.NETWORK,
      Cause.TRANSFER,
      Cause.CONGESTION_WINDOW,
      Cause.UNKNOWN
    },
    overlaps = {"slow-server"})
public final class Pipelining implements ConversationDetector {
  /** A wait behind another answer that a person would notice. */
  private static final long WARNING_NS = 100_000_000L;

  private static final String OUT_OF_STEP =
      "At the client: close a connection on which an answer comes unasked (RFC 9112 §9.2). At the"
          + " server or proxy: look for a request answered twice, or one whose end it reads"
          + " differently from the client.";

  @Override
  public void onConversation(
      ConnectionSummary connection,
      Conversation conversation,
      Charges charges,
      FindingSink findings) {
    Tally tally = new Tally(connection, conversation.transactions(), charges);
    if (tally.pipelined > 0) {
      findings.found(tally.finding());
    } else if (tally.surplus > 0) {
      findings.found(tally.outOfStep());
    }
  }

  /** What one connection shows. */
  private static final class Tally {
    final ConnectionSummary connection;
    final List<Transaction> transactions;
    final Evidence evidence = new Evidence();
    final Evidence ofSurplus = new Evidence();
    final HeadOfLine headOfLine;
    final @Nullable ClosingSegment closedByServer;
    int pipelined;
    int depth;
    int unanswered;
    int surplus;

    Tally(ConnectionSummary connection, List<Transaction> transactions, Charges charges) {
      this.connection = connection;
      this.transactions = transactions;
      long toServerNs = Math.max(0, connection.clientToServer().lowestRttNs());
      headOfLine = new HeadOfLine(transactions, toServerNs, charges);
      closedByServer = ServersEnd.of(connection);
      transactions.stream().filter(Transaction::certain).forEach(this::add);
    }

    private void add(Transaction transaction) {
      if (transaction.request() == null) {
        addSurplus(transaction);
      } else if (transaction.pipelined()) {
        pipelined++;
        depth = Math.max(depth, transaction.ahead() + 1);
        evidence.add(transaction.startNs(), transaction.firstPacket());
        unanswered += transaction.response() == null && closedByServer != null ? 1 : 0;
      }
    }

    /** An answer that nobody asked for, other than the word of a server that hangs up. */
    private void addSurplus(Transaction transaction) {
      Response response = transaction.response();
      boolean farewell =
          response == null || (response.status() >= 400 && !response.message().keepsConnection());
      boolean perhapsAsked = connection.clientToServer().missingBytes() > 0;
      if (!farewell && !perhapsAsked) {
        surplus++;
        ofSurplus.add(transaction.startNs(), transaction.firstPacket());
      }
    }

    Finding finding() {
      boolean warn = headOfLine.longestNs() >= WARNING_NS || unanswered > 0 || surplus > 0;
      FindingBuilder finding =
          metrics(pipelined)
              .level(warn ? Level.WARNING : Level.NOTE)
              .costNs(headOfLine.chargedNs())
              .summary(sentence());
      if (headOfLine.waiting() > 0) {
        finding.advise(
            "At the client: send what is slow on a connection of its own, or use HTTP/2, whose"
                + " answers do not wait for one another.");
      }
      if (unanswered > 0) {
        finding.advise(
            "At the client: send unanswered requests again only where their methods are"
                + " idempotent, and not pipelined on the next connection before the first answer"
                + " (RFC 9112 §9.3.2).");
      }
      if (surplus > 0) {
        finding.advise(OUT_OF_STEP);
      }
      if (!warn && headOfLine.waiting() == 0) {
        finding.advise(
            "Nothing was lost here. Few clients pipeline, and some servers and proxies do not bear"
                + " it; where many requests go to one host, HTTP/2 does it without the order.");
      }
      return finding.build(surplus > 0 ? Evidence.both(evidence, ofSurplus) : evidence);
    }

    Finding outOfStep() {
      return metrics(surplus)
          .level(Level.WARNING)
          .confidence(Confidence.LIKELY)
          .summary(
              "The server sent "
                  + Figures.count(surplus, "answer", "answers")
                  + " that no request had asked for: a client that reads on takes such a one for the"
                  + " answer to its next request.")
          .advise(OUT_OF_STEP)
          .build(ofSurplus);
    }

    private FindingBuilder metrics(int occurrences) {
      return FindingBuilder.of(Pipelining.class)
          .connection(connection.id())
          .direction(surplus > 0 && pipelined == 0 ? Side.SERVER.sends() : Side.CLIENT.sends())
          .occurrences(occurrences)
          .metric("maxDepth", pipelined == 0 ? null : depth)
          .seconds("headOfLineSeconds", headOfLine.unionNs())
          .seconds("longestWaitSeconds", headOfLine.longestNs())
          .metric("unanswered", unanswered)
          .metric("surplusAnswers", surplus);
    }

    private String sentence() {
      StringBuilder text = new StringBuilder("The client sent ");
      text.append(Figures.count(pipelined, "request", "requests"))
          .append(" without waiting for the answers before, up to ")
          .append(depth)
          .append(" at once");
      if (headOfLine.waiting() > 0) {
        text.append("; ")
            .append(Figures.count(headOfLine.waiting(), "answer", "answers"))
            .append(" waited behind an earlier one, at most ")
            .append(Figures.duration(headOfLine.longestNs()))
            .append(slowestTarget());
      }
      if (unanswered > 0) {
        text.append("; ")
            .append(unanswered)
            .append(" of them had no answer when the server ended the connection");
      }
      if (surplus > 0) {
        text.append("; ")
            .append(Figures.count(surplus, "answer", "answers"))
            .append(" came that nobody had asked for");
      }
      return text.append('.').toString();
    }

    private String slowestTarget() {
      Request slow = transactions.get(headOfLine.slowest()).request();
      return slow == null ? "" : " (behind " + Targets.told(slow) + ")";
    }
  }
}
