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
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.Transaction;
import org.jspecify.annotations.Nullable;

/** Idle connections that the server closed earlier than its Keep-Alive field had announced. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "keep-alive-limit",
    title = "Keep-alive shorter than announced",
    reference = "RFC 9112 §9.3, §9.5",
    requires = {Needs.BOTH_DIRECTIONS, Needs.HTTP})
public final class KeepAliveLimit implements ConversationDetector {
  /** Servers look at their timers now and then, and announce whole seconds. */
  private static final long TOLERANCE_NS = 250_000_000L;

  /** Without a time announced, only a close so soon after an answer is none for idleness. */
  private static final long AT_ONCE_NS = 1_000_000_000L;

  /** Servers differ in whether {@code max} counts the request that it answers. */
  private static final long LAST_ONES = 1;

  @Override
  public void onConversation(
      ConnectionSummary connection,
      Conversation conversation,
      Charges charges,
      FindingSink findings) {
    HttpSummary http = conversation.http();
    ClosingSegment closing = connection.close().first();
    int kept = conversation.transactions().size();
    if (http == null || closing == null || closing.by() != Side.SERVER) {
      return;
    }
    if (kept == 0 || kept < http.requests() || connection.clientToServer().missingBytes() > 0) {
      return; // nothing was asked, or not all of it is kept; the client may have closed first
    }
    Transaction last = conversation.transactions().get(kept - 1);
    Response response = last.response();
    boolean settled = last.complete() && last.certain() && http.resynchronised() == 0;
    if (response == null || !settled || !persistent(last) || http.tunnel() != null) {
      return; // it was not idle, or was to close anyway
    }
    if (connection.times().jumpedBetween(response.message().endNs(), closing.timeNs())) {
      return; // nobody knows how long it was idle
    }
    KeepAlive announced = KeepAlive.lastOf(conversation);
    long idleNs = Math.max(0, closing.timeNs() - response.message().endNs());
    if (tooSoon(announced, idleNs, PathTimes.of(connection).fullNs())) {
      report(connection, http.requests(), last, announced, closing, idleNs, findings);
    }
  }

  private static boolean persistent(Transaction last) {
    Response response = last.response();
    boolean asked = last.request() == null || last.request().message().keepsConnection();
    return asked && response != null && response.message().keepsConnection();
  }

  private static boolean tooSoon(KeepAlive announced, long idleNs, long rttNs) {
    Long timeoutNs = announced.timeoutNs();
    Long max = announced.max();
    if (max != null && max <= LAST_ONES) {
      return false; // its requests were used up
    }
    long shortestNs = timeoutNs != null ? timeoutNs : max != null ? AT_ONCE_NS : 0;
    return idleNs < shortestNs - TOLERANCE_NS - Math.max(0, rttNs);
  }

  private static void report(
      ConnectionSummary connection,
      long requests,
      Transaction last,
      KeepAlive announced,
      ClosingSegment closing,
      long idleNs,
      FindingSink findings) {
    Evidence evidence = new Evidence();
    evidence.add(closing.timeNs(), last.lastPacket(), closing.packet());
    boolean reset = closing.equals(connection.close().reset());
    Long timeoutNs = announced.timeoutNs();
    findings.found(
        FindingBuilder.of(KeepAliveLimit.class)
            .connection(connection.id())
            .direction(Side.SERVER.sends())
            .level(Level.WARNING)
            // a reset may come from whatever stands in between
            .confidence(reset ? Confidence.LIKELY : Confidence.CERTAIN)
            .seconds("announcedSeconds", timeoutNs == null ? -1 : timeoutNs)
            .seconds("actualSeconds", idleNs)
            .metric("announcedMax", announced.max())
            .metric("requests", requests)
            .summary(sentence(announced, requests, reset, idleNs))
            .advise(
                "At the server: announce what it does; where a proxy or load balancer answers for it,"
                    + " one of them has the shorter limit (nginx: keepalive_timeout's second value is"
                    + " what it announces; Apache httpd announces its KeepAliveTimeout; Node.js:"
                    + " server.keepAliveTimeout).")
            .advise(
                idleNs < AT_ONCE_NS
                    ? "At the server: say \"Connection: close\" in the last answer on a connection."
                    : "At the client: let go of idle connections after less than "
                        + Figures.duration(idleNs)
                        + ", and repeat idempotent requests on a new one.")
            .build(evidence));
  }

  private static String sentence(KeepAlive announced, long requests, boolean reset, long idleNs) {
    return "The server announced \"Keep-Alive: "
        + text("timeout", announced.timeoutSeconds())
        + (announced.timeoutSeconds() != null && announced.max() != null ? ", " : "")
        + text("max", announced.max())
        + "\", yet "
        + (reset ? "reset" : "closed")
        + " the connection "
        + Figures.duration(idleNs)
        + " after its last answer, after "
        + Figures.count(requests, "request", "requests")
        + " and without \"Connection: close\".";
  }

  private static String text(String name, @Nullable Long value) {
    return value == null ? "" : name + "=" + value;
  }
}
