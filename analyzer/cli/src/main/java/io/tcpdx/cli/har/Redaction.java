package io.tcpdx.cli.har;

import io.tcpdx.protocol.Field;
import java.util.Locale;
import java.util.Set;

/** What of the messages is not written: a HAR is made to be handed to others. */
enum Redaction {
  /** Everything is written. */
  NONE,
  /** Credentials and cookies are not (RFC 9110 §11.6.2, §11.7.2; RFC 6265 §4). */
  SECRETS;

  /** Stands for a value that is not written. */
  static final String REPLACEMENT = "[redacted]";

  private static final Set<String> SECRET_FIELDS =
      Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

  /** The value of a field as it is written. */
  String value(Field field) {
    return hides(field.name()) ? REPLACEMENT : field.value();
  }

  /** Whether the value of a field of that name is not written. */
  boolean hides(String name) {
    return this == SECRETS && SECRET_FIELDS.contains(name.toLowerCase(Locale.ROOT));
  }
}
