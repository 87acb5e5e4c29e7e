package io.tcpdx.cli.har;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.BodyDelimiter;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Response;
import org.jspecify.annotations.Nullable;

/**
 * Why an answer is not whole, by the names that Chromium gives such failures, so that its panel
 * shows them as its own.
 */
final class HarFailure {
  private HarFailure() {}

  /** The failure's name; null where nothing failed. */
  static @Nullable String of(@Nullable Response response, ConnectionSummary connection) {
    if (response == null) {
      return withoutAnswer(connection);
    }
    Message message = response.message();
    StreamEnd cutBy = message.cutBy();
    if (message.complete() || cutBy == null) {
      return null;
    }
    return switch (cutBy) {
      case RESET -> "net::ERR_CONNECTION_RESET";
      case FIN ->
          message.delimiter() == BodyDelimiter.CHUNKED
              ? "net::ERR_INCOMPLETE_CHUNKED_ENCODING"
              : "net::ERR_CONTENT_LENGTH_MISMATCH";
      case UNSEEN -> "the capture does not show its end";
    };
  }

  private static String withoutAnswer(ConnectionSummary connection) {
    if (connection.close().reset() != null) {
      return "net::ERR_CONNECTION_RESET";
    }
    return connection.close().serverFin() != null
        ? "net::ERR_EMPTY_RESPONSE"
        : "no answer in the capture";
  }
}
