package io.tcpdx.detect.http;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.ConversationDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;

/** Requests that must not be done twice, and were sent twice. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "non-idempotent-retry",
    title = "Request that must not be repeated sent again",
    reference = "RFC 9110 §9.2.2, RFC 9112 §9.3.1",
    requires = {Needs.BOTH_DIRECTIONS, Needs.HTTP},
    charges = {
      Cause.SERVER_THINK,
      Cause.CLIENT_THINK,
      Cause.NETWORK,
      Cause.IDLE,
      Cause.CLOSE,
      Cause.UNKNOWN
    },
    overlaps = {"keep-alive-race", "blind-relay"})
public final class NonIdempotentRetry implements ConversationDetector {
  private final Attempts attempts = new Attempts(Idempotence::lacksIn);

  @Override
  public void onConversation(
      ConnectionSummary connection,
      Conversation conversation,
      Charges charges,
      FindingSink findings) {
    attempts.add(connection, conversation, charges);
  }

  @Override
  public void onEnd(FindingSink findings) {
    for (RetryFinding retried : RetryFinding.of(attempts.retries())) {
      findings.found(
          retried
              .fill(FindingBuilder.of(NonIdempotentRetry.class).level(level(retried)))
              .advise(
                  "At the client: do not send POST, PATCH or LOCK again on its own; ask first whether it"
                      + " was done (curl: no --retry-all-errors; HttpURLConnection:"
                      + " -Dsun.net.http.retryPost=false; nginx: no non_idempotent in"
                      + " proxy_next_upstream).")
              .advise(
                  "At both: give each such request a number of its own (Idempotency-Key) by which"
                      + " the server knows a repeated one, and answers it without doing it twice.")
              .build(retried.evidence()));
    }
  }

  private static Level level(RetryFinding retried) {
    if (retried.retries.stream().allMatch(Retry::keyed)) {
      return Level.NOTE;
    }
    return retried.retries.stream().anyMatch(Retry::sentWhole) ? Level.ERROR : Level.WARNING;
  }
}
