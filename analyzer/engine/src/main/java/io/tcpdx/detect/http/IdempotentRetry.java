package io.tcpdx.detect.http;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.ConversationDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Request;

/** Requests that failed and were rightly sent again. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "idempotent-retry",
    title = "Request sent again after a failure",
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
public final class IdempotentRetry implements ConversationDetector {
  private final Attempts attempts = new Attempts(Request::idempotent);

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
              .fill(FindingBuilder.of(IdempotentRetry.class))
              .advise(
                  "The client did right: doing these twice does what doing them once does. Look at"
                      + " why the first time failed: the other findings on its connection tell who"
                      + " ended it.")
              .build(retried.evidence()));
    }
  }
}
