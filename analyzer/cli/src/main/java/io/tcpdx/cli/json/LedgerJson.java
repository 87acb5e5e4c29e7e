package io.tcpdx.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.LedgerSummary;
import java.io.IOException;
import java.util.Locale;

/** Where the time went, as JSON. */
final class LedgerJson {
  private LedgerJson() {}

  /**
   * The field of an object that is open: all causes, also those without time, so that their sum is
   * the lifetime to the nanosecond.
   */
  static void write(JsonGenerator json, LedgerSummary ledger) throws IOException {
    json.writeObjectFieldStart("ledger");
    for (Cause cause : Cause.values()) {
      Json.seconds(json, name(cause), ledger.ns(cause));
    }
    json.writeEndObject();
  }

  /** The cause as the report spells it: {@code TLS_HANDSHAKE} is {@code tlsHandshake}. */
  private static String name(Cause cause) {
    String[] words = cause.name().toLowerCase(Locale.ROOT).split("_", -1);
    StringBuilder name = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
    }
    return name.toString();
  }
}
