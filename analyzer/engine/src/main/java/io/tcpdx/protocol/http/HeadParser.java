package io.tcpdx.protocol.http;

import io.tcpdx.protocol.Field;
import io.tcpdx.protocol.Fields;
import io.tcpdx.protocol.Irregularity;
import io.tcpdx.protocol.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a message's head, start line and fields (RFC 9112 §2, §3, §4, §5), leniently. */
final class HeadParser {
  /** Field lines kept of one message; servers take 100 (Apache httpd's LimitRequestFields). */
  private static final int MAX_FIELDS = 1000;

  /** Longer values are cut. */
  private static final int MAX_VALUE_LENGTH = 8192;

  private static final String VERSION = "HTTP/1.";

  private final boolean keepAll;
  private final Heads heads;
  private final Set<Irregularity> irregularities = EnumSet.noneOf(Irregularity.class);

  private HeadParser(boolean keepAll, Heads heads) {
    this.keepAll = keepAll;
    this.heads = heads;
  }

  /**
   * Reads a head.
   *
   * @param text its lines with their ends, as ISO 8859-1
   * @param request whether it is a request's
   * @param keepAll whether to keep all fields
   * @param heads knows the words
   * @return null where its first line is no start line
   */
  static @Nullable Head parse(String text, boolean request, boolean keepAll, Heads heads) {
    return new HeadParser(keepAll, heads).parse(text, request);
  }

  private @Nullable Head parse(String text, boolean request) {
    int end = text.indexOf('\n');
    String first = withoutEnd(end < 0 ? text : text.substring(0, end));
    String rest = end < 0 ? "" : text.substring(end + 1);
    noteControlCharacters(first);
    List<Field> lines = fieldLines(rest);
    Fields all = new Fields(lines);
    all.tokens("Connection").forEach(heads::noteNamed);
    Fields kept = keepAll ? all : NeededFields.of(all, heads.named());
    return request ? request(first, all, kept) : response(first, all, kept);
  }

  /** The head of an answer of HTTP/0.9, which has none. */
  static Head none() {
    return new Head("0.9", "", "", 0, "", Fields.NONE, null, List.of(), Set.of(), true);
  }

  /** The field lines of a trailer section, in the same form. */
  static Fields trailers(String text, boolean keepAll, Heads heads) {
    HeadParser parser = new HeadParser(keepAll, heads);
    Fields all = new Fields(parser.fieldLines(text));
    return keepAll ? all : NeededFields.of(all, heads.named());
  }

  private @Nullable Head request(String first, Fields all, Fields kept) {
    RequestLine line = RequestLine.of(first);
    if (line == null) {
      return null;
    }
    return head(
        heads.word(line.version()),
        heads.word(line.method()),
        heads.word(line.target()),
        0,
        "",
        all,
        kept,
        line.wellFormed());
  }

  private @Nullable Head response(String line, Fields all, Fields kept) {
    String[] parts = line.split(" ", 3);
    String version = version(parts[0]);
    int status = parts.length > 1 ? Response.statusOf(parts[1].strip()) : 0;
    if (version.isEmpty() || status == 0) {
      return null;
    }
    String reason = parts.length > 2 ? heads.word(cut(parts[2].strip(), MAX_VALUE_LENGTH)) : "";
    return head(version, "", "", status, reason, all, kept, true);
  }

  private Head head(
      String version,
      String method,
      String target,
      int status,
      String reason,
      Fields all,
      Fields kept,
      boolean wellFormed) {
    Long length = contentLength(all);
    List<String> codings = all.tokens("Transfer-Encoding");
    codings.remove("identity"); // RFC 2616 §3.6 had it; it says nothing
    judge(version, all, codings);
    return new Head(
        version,
        method,
        target,
        status,
        reason,
        kept,
        length,
        List.copyOf(codings),
        Set.copyOf(irregularities),
        wellFormed);
  }

  private void judge(String version, Fields all, List<String> codings) {
    if (codings.isEmpty()) {
      return;
    }
    if (all.has("Content-Length")) {
      irregularities.add(Irregularity.LENGTH_WITH_TRANSFER_ENCODING);
    }
    if (version.equals("1.0")) {
      irregularities.add(Irregularity.TRANSFER_ENCODING_IN_HTTP_1_0);
    }
    int chunked = codings.indexOf("chunked");
    if (chunked != codings.size() - 1) {
      irregularities.add(Irregularity.UNCLEAR_TRANSFER_ENCODING);
    }
  }

  private @Nullable Long contentLength(Fields all) {
    ContentLength length = new ContentLength(irregularities);
    all.tokens("Content-Length").forEach(length::take);
    if (length.bytes() == null && all.has("Content-Length")) {
      irregularities.add(Irregularity.INVALID_LENGTH);
    }
    return length.bytes();
  }

  /** {@code 1.1} of {@code HTTP/1.1}; empty where it is no version of HTTP/1. */
  private String version(String word) {
    String stripped = word.strip();
    boolean known =
        word.startsWith(VERSION)
            && stripped.length() == VERSION.length() + 1
            && ContentLength.isNumber(stripped.substring(VERSION.length()));
    return known ? heads.word(stripped.substring(VERSION.length() - 2)) : "";
  }

  private List<Field> fieldLines(String text) {
    List<Field> fields = new ArrayList<>();
    for (String raw : text.split("\n", -1)) {
      String line = withoutEnd(raw);
      noteControlCharacters(line);
      if (line.isEmpty()) {
        continue;
      }
      boolean folded = (line.charAt(0) == ' ' || line.charAt(0) == '\t') && !fields.isEmpty();
      if (folded) {
        irregularities.add(Irregularity.FOLDED_LINE);
        Field last = fields.remove(fields.size() - 1);
        fields.add(field(last.name(), last.value() + " " + line.strip()));
      } else if (fields.size() < MAX_FIELDS) {
        addField(line, fields);
      }
    }
    return fields;
  }

  private void addField(String line, List<Field> fields) {
    int colon = line.indexOf(':');
    if (colon <= 0) {
      return; // no field; whoever gets it says 400
    }
    String name = line.substring(0, colon);
    String stripped = name.strip();
    if (name.length() > stripped.length()) {
      irregularities.add(Irregularity.SPACE_BEFORE_COLON);
    }
    fields.add(field(stripped, line.substring(colon + 1).strip()));
  }

  private Field field(String name, String value) {
    return new Field(
        heads.word(cut(name, MAX_VALUE_LENGTH)), heads.word(cut(value, MAX_VALUE_LENGTH)));
  }

  private void noteControlCharacters(String line) {
    if (line.indexOf('\r') >= 0 || line.indexOf('\0') >= 0) {
      irregularities.add(Irregularity.CONTROL_CHARACTER);
    }
  }

  private static String withoutEnd(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  /** The text that bytes stand for, each a character. */
  static String text(byte[] bytes, int length) {
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }
}
