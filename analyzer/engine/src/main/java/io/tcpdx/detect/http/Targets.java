package io.tcpdx.detect.http;

import io.tcpdx.protocol.Request;

/** Requests as sentences name them. */
final class Targets {
  /** Longer targets are cut: they may fill kilobytes. */
  private static final int MAX_TOLD = 60;

  private Targets() {}

  /** {@code POST /order}: method and target. */
  static String told(Request request) {
    return printable(request.method() + " " + request.target());
  }

  /** Text from the wire, cut, with control characters as dots. */
  static String printable(String text) {
    StringBuilder told = new StringBuilder();
    text.codePoints()
        .limit(MAX_TOLD)
        .map(c -> Character.isISOControl(c) ? '.' : c)
        .forEach(told::appendCodePoint);
    return told + (text.length() > MAX_TOLD ? "…" : "");
  }
}
