package io.tcpdx.detect.http;

import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Fields;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Keep-Alive field announces (RFC 2068 §19.7.1.1; RFC 9112 only mentions it).
 *
 * @param timeoutSeconds for how long the server will keep an idle connection, in seconds; null
 *     where it does not say
 * @param max how many more requests it will take; null where it does not say
 */
record KeepAlive(@Nullable Long timeoutSeconds, @Nullable Long max) {
  static final KeepAlive SILENT = new KeepAlive(null, null);

  private static final long NS_PER_SECOND = 1_000_000_000L;

  /** More digits are no number that anybody means. */
  private static final int MAX_DIGITS = 9;

  /** What the last answer that announces anything says. */
  static KeepAlive lastOf(Conversation conversation) {
    List<Transaction> transactions = conversation.transactions();
    for (int i = transactions.size() - 1; i >= 0; i--) {
      Response response = transactions.get(i).response();
      KeepAlive said = response == null ? SILENT : of(response.message().fields());
      if (!said.equals(SILENT)) {
        return said;
      }
    }
    return SILENT;
  }

  static KeepAlive of(Fields fields) {
    return fields.has("Keep-Alive")
        ? new KeepAlive(parameter(fields, "timeout"), parameter(fields, "max"))
        : SILENT;
  }

  private static @Nullable Long parameter(Fields fields, String name) {
    for (String member : fields.tokens("Keep-Alive")) {
      int equals = member.indexOf('=');
      if (equals > 0 && member.substring(0, equals).strip().equals(name)) {
        String digits = member.substring(equals + 1).strip().replace("\"", "");
        boolean number = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number && digits.length() <= MAX_DIGITS ? (Long) Long.parseLong(digits) : null;
      }
    }
    return null;
  }

  /** For how long the server will keep an idle connection, in nanoseconds. */
  @Nullable Long timeoutNs() {
    return timeoutSeconds == null ? null : (Long) (timeoutSeconds * NS_PER_SECOND);
  }
}
