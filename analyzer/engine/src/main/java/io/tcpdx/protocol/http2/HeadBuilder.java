package io.tcpdx.protocol.http2;

import io.tcpdx.protocol.Field;
import io.tcpdx.protocol.Fields;
import io.tcpdx.protocol.Irregularity;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.http.ContentLength;
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

  private final boolean keepAll;
  private final List<Field> fields = new ArrayList<>();
  private final Set<Irregularity> irregularities = EnumSet.noneOf(Irregularity.class);
  private @Nullable String method;
  private @Nullable String path;
  private @Nullable String authority;
  private final ContentLength contentLength = new ContentLength(irregularities);
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
      case ":status" -> status = Response.statusOf(value);
      default -> addField(name, value);
    }
  }

  private void addField(String name, String value) {
    if (name.startsWith(":") || fields.size() >= MAX_FIELDS) {
      return;
    }
    if (name.equals("content-length")) {
      contentLength.take(value);
    }
    fields.add(new Field(name, value));
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
        contentLength.bytes(),
        irregularities);
  }

  private static String cut(String target) {
    int longest = Request.MAX_TARGET_LENGTH;
    return target.length() <= longest ? target : target.substring(0, longest);
  }
}
