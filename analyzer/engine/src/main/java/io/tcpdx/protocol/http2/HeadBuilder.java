package io.tcpdx.protocol.http2;

import io.tcpdx.protocol.Field;
import io.tcpdx.protocol.Fields;
import io.tcpdx.protocol.Irregularity;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.http.NeededFields;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the fields of one field section: pseudo-header fields (RFC 9113 §8.3) and the rest. */
final class HeadBuilder {
  /** Field lines kept of one section; servers take 100 (Apache httpd's LimitRequestFields). */
  private static final int MAX_FIELDS = 1000;

  /** More digits than any length has that fits into 63 bits. */
  private static final int MAX_LENGTH_DIGITS = 18;

  private final boolean keepAll;
  private final List<Field> fields = new ArrayList<>();
  private final Set<Irregularity> irregularities = EnumSet.noneOf(Irregularity.class);
  private @Nullable String method;
  private @Nullable String path;
  private @Nullable String authority;
  private @Nullable Long contentLength;
  private int status;

  /**
   * @param keepAll whether to keep all fields
   */
  HeadBuilder(boolean keepAll) {
    this.keepAll = keepAll;
  }

  void add(String name, String value) {
    switch (name) {
      case ":method" -> method = value;
      case ":path" -> path = value;
      case ":authority" -> authority = value;
      case ":status" -> status = value.matches("[1-9][0-9][0-9]") ? Integer.parseInt(value) : 0;
      default -> addField(name, value);
    }
  }

  private void addField(String name, String value) {
    if (name.startsWith(":") || fields.size() >= MAX_FIELDS) {
      return;
    }
    if (name.equals("content-length")) {
      takeLength(value);
    }
    fields.add(new Field(name, value));
  }

  private void takeLength(String value) {
    boolean digits = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || value.length() > MAX_LENGTH_DIGITS) {
      irregularities.add(Irregularity.INVALID_LENGTH);
      return;
    }
    Long length = Long.valueOf(value);
    if (contentLength != null && !contentLength.equals(length)) {
      irregularities.add(Irregularity.DIFFERING_LENGTHS);
    }
    contentLength = contentLength == null ? length : contentLength;
  }

  /** What was collected. */
  Head head() {
    Fields all = new Fields(fields);
    boolean connect = "CONNECT".equals(method) && path == null;
    String target = connect ? authority : path;
    return new Head(
        method,
        target == null ? null : cut(target),
        authority == null ? all.first("host") : authority,
        status,
        keepAll ? all : NeededFields.of(all),
        contentLength,
        irregularities);
  }

  private static String cut(String target) {
    int longest = Request.MAX_TARGET_LENGTH;
    return target.length() <= longest ? target : target.substring(0, longest);
  }
}
