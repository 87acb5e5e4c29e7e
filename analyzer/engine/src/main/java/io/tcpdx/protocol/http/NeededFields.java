package io.tcpdx.protocol.http;

import io.tcpdx.protocol.Field;
import io.tcpdx.protocol.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The fields of a message that diagnoses need; all else is kept on demand only. */
public final class NeededFields {
  private static final Set<String> NAMES =
      Set.of(
          "host",
          "connection",
          "keep-alive",
          "proxy-connection",
          "via",
          "forwarded",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-proto",
          "x-real-ip",
          "x-cache",
          "age",
          "x-request-id",
          "content-length",
          "content-type",
          "transfer-encoding",
          "te",
          "trailer",
          "upgrade",
          "expect",
          "server",
          "user-agent",
          "location",
          "date",
          "retry-after",
          "proxy-authenticate",
          "content-encoding",
          "range",
          "idempotency-key");

  private NeededFields() {}

  /** Those of all fields. */
  public static Fields of(Fields all) {
    return of(all, Set.of());
  }

  /**
   * Those of all fields, and what Connection names, here or elsewhere: a proxy may take the
   * Connection field off and leave the others.
   *
   * @param named names, in lower case, that a Connection field had
   */
  static Fields of(Fields all, Set<String> named) {
    List<Field> kept = new ArrayList<>();
    for (Field field : all.lines()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (NAMES.contains(name) || named.contains(name)) {
        kept.add(field);
      }
    }
    return kept.isEmpty() ? Fields.NONE : new Fields(kept);
  }
}
