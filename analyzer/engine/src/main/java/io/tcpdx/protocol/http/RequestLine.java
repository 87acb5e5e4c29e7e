package io.tcpdx.protocol.http;

import io.tcpdx.protocol.Request;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a request (RFC 9112 §3), as much of it as can be made out: a server that
 * answers "400 Bad Request" was asked something, too.
 *
 * @param method the first word; empty where there is none
 * @param target what stands between that and the version; empty where there is none
 * @param version {@code 1.0} or {@code 1.1}, or as the line has it {@code 1.x}; {@code 0.9} for a
 *     GET without any; {@code 1.1} where what stands there is none of HTTP/1, so that the answer
 *     decides
 * @param wellFormed whether it is as the RFC has it
 */
record RequestLine(String method, String target, String version, boolean wellFormed) {
  private static final String NAME = "HTTP/";
  private static final String MAJOR = "1.";
  private static final String BARE_METHOD = "GET";

  /** Longer ones are no version: {@code 1.1} has 3, and some write {@code 1.10}. */
  private static final int LONGEST_VERSION = 4;

  /** Longer first words are cut; nobody knows a method as long. */
  private static final int LONGEST_METHOD = 24;

  /**
   * Reads a line.
   *
   * @param line without its end
   * @return null where nothing stands in it
   */
  static @Nullable RequestLine of(String line) {
    String text = line.strip();
    if (text.isEmpty()) {
      return null;
    }
    int name = versionIn(text);
    boolean bare = name < 0;
    String before = bare ? text : text.substring(0, name).strip();
    int space = before.indexOf(' ');
    String method = space < 0 ? before : before.substring(0, space);
    String target = space < 0 ? "" : before.substring(space + 1).strip();
    String version = bare ? "" : text.substring(name + NAME.length());
    boolean known = version.length() == MAJOR.length() + 1 && version.startsWith(MAJOR);
    boolean asAnswered = bare ? bareRequest(method, target) : known && spaced(text, name);
    boolean wellFormed = asAnswered && line.startsWith(method) && !target.isEmpty();
    return new RequestLine(
        method.length() <= LONGEST_METHOD ? method : method.substring(0, LONGEST_METHOD),
        target.length() <= Request.MAX_TARGET_LENGTH
            ? target
            : target.substring(0, Request.MAX_TARGET_LENGTH),
        bare && bareRequest(method, target) ? "0.9" : known ? version : "1.1",
        wellFormed);
  }

  /** All of HTTP/0.9 (RFC 1945 §4.1). */
  private static boolean bareRequest(String method, String target) {
    return method.equals(BARE_METHOD) && !target.isEmpty() && target.indexOf(' ') < 0;
  }

  private static boolean spaced(String text, int name) {
    return name > 0 && text.charAt(name - 1) == ' ' && text.startsWith(NAME, name);
  }

  /** Where the version begins with which the line ends; -1 where it ends with none. */
  private static int versionIn(String text) {
    for (int at = text.length() - NAME.length(); at >= 0; at--) {
      int digits = text.length() - at - NAME.length();
      if (digits > LONGEST_VERSION) {
        return -1;
      }
      if (text.regionMatches(true, at, NAME, 0, NAME.length()) && isNumber(text, at)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isNumber(String text, int name) {
    for (int i = name + NAME.length(); i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.') {
        return false;
      }
    }
    return true;
  }
}
