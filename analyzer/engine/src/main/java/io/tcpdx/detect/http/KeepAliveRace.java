package io.tcpdx.detect.http;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.CaptureTimes;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.detect.ConversationDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.DetectorSettings;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.HostPair;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.HttpSummary;
import java.util.ArrayList;
import java.util.List;

/** Requests sent on an idle connection as its server was closing it. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "keep-alive-race",
    title = "Request lost to a closing connection",
    reference = "RFC 9112 §9.3.1, §9.5",
    requires = {Needs.BOTH_DIRECTIONS, Needs.EXCHANGES},
    charges = {
      Cause.SERVER_THINK,
      Cause.CLIENT_THINK,
      Cause.NETWORK,
      Cause.IDLE,
      Cause.CLOSE,
      Cause.UNKNOWN
    })
public final class KeepAliveRace implements ConversationDetector {
  /** More need not be told apart. */
  private static final int MAX_RACES = 10_000;

  /** Whoever asks the same again later asks for something new. */
  private static final long REPEATED_WITHIN_NS = 30_000_000_000L;

  /** Programs that repeat a lost request do so sooner. */
  private static final long REPEATED_SOON_NS = 5_000_000_000L;

  private static final long IDLE_NS = 1_000_000_000L;

  private final AskedRequests requests = new AskedRequests();
  private final List<LostRequest> races = new ArrayList<>();
  private CaptureTimes times = new CaptureTimes();
  private long lastNs = Long.MIN_VALUE;

  @Override
  public void configure(DetectorSettings settings) {
    times = settings.times();
  }

  @Override
  public void onConversation(
      ConnectionSummary connection,
      Conversation conversation,
      Charges charges,
      FindingSink findings) {
    HttpSummary http = conversation.http();
    if (http != null && http.tunnel() != null) {
      return;
    }
    lastNs = Math.max(lastNs, connection.endNs());
    requests.add(HostPair.of(connection), connection.id(), conversation);
    LostRequest race = LostRequest.of(connection, conversation, charges);
    if (race != null && races.size() < MAX_RACES) {
      races.add(race);
    }
  }

  @Override
  public void onEnd(FindingSink findings) {
    for (LostRequest race : races) {
      long againNs =
          requests.againNs(
              race.hosts(),
              race.connection(),
              race.identity(),
              race.askedNs(),
              times.withinStretch(race.askedNs(), race.askedNs() + REPEATED_WITHIN_NS));
      findings.found(finding(race, againNs));
    }
  }

  private Finding finding(LostRequest race, long againNs) {
    Evidence evidence = new Evidence();
    evidence.add(race.askedNs(), race.askedPacket(), race.closing().packet());
    boolean repeated = againNs != Exchange.NEVER;
    long seenUntilNs = times.withinStretch(race.askedNs(), lastNs);
    boolean wouldBeSeen = !requests.full() && seenUntilNs - race.askedNs() >= REPEATED_SOON_NS;
    Long timeoutNs = race.announced().timeoutNs();
    FindingBuilder finding =
        FindingBuilder.of(KeepAliveRace.class)
            .connection(race.connection())
            .direction(Direction.CLIENT_TO_SERVER)
            .level(!repeated && wouldBeSeen ? Level.ERROR : Level.WARNING)
            .confidence(race.confidence())
            .costNs(repeated ? race.waitedNs() : 0)
            .seconds("announcedSeconds", timeoutNs == null ? -1 : timeoutNs)
            .seconds("actualSeconds", race.closedAfterNs())
            .metric("announcedMax", race.announced().max())
            .metric("requests", race.exchanges() + race.lost())
            .seconds("idleSeconds", race.idleNs())
            .metric("lostRequests", race.lost())
            .metric("repeated", repeated ? (Boolean) true : wouldBeSeen ? (Boolean) false : null)
            .metric("closeSeen", race.seen())
            .summary(sentence(race, repeated ? againNs - race.askedNs() : -1));
    advise(race, finding);
    return finding.build(evidence);
  }

  private static String sentence(LostRequest race, long againAfterNs) {
    String done = race.reset() ? "reset" : "closed";
    return "After "
        + Figures.duration(race.idleNs())
        + " without requests the client sent "
        + race.what()
        + (race.seen()
            ? " on a connection that the server had " + done + " before, as the client could see"
            : " just as the server " + done + " the connection")
        + ": it got no answer"
        + (race.lost() > 1 ? ", nor did " + Figures.count(race.lost() - 1) + " sent after it" : "")
        + (againAfterNs >= 0
            ? ", and was sent again " + Figures.duration(againAfterNs) + " later."
            : ", and was not seen to be sent again.");
  }

  private static void advise(LostRequest race, FindingBuilder finding) {
    if (race.seen()) {
      finding.advise(
          "At the client: look whether the server has closed an idle connection before using it again"
              + " (Apache HttpClient: setValidateAfterInactivity; others when they read on idle"
              + " connections).");
    }
    if (race.idleNs() < IDLE_NS) {
      finding.advise(
          "At the server: say \"Connection: close\" in the last answer on a connection, and close in"
              + " stages (RFC 9112 §9.6).");
    } else {
      finding.advise(
          "Let the client give idle connections up before the server does: below "
              + Figures.duration(race.closedAfterNs())
              + " here (Java: jdk.httpclient.keepalive.timeout; Go: Transport.IdleConnTimeout; nginx as"
              + " a proxy: keepalive_timeout in the upstream block), or raise the server's limit above the"
              + " client's (nginx: keepalive_timeout; Apache httpd: KeepAliveTimeout; Node.js:"
              + " server.keepAliveTimeout).");
    }
    finding.advise(
        "Let the client repeat safe and idempotent requests on a new connection by itself (RFC 9110"
            + " §9.2.2).");
  }
}
