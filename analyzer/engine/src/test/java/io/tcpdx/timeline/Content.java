package io.tcpdx.timeline;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a segment's payload says, where a timeline writes it down instead of its length.
 *
 * @param line the line with the length in its place
 * @param bytes the payload; empty where the line gave a length, and the payload is zeros
 */
record Content(String line, ByteBuffer bytes) {
  private static final Pattern HEX = Pattern.compile("\\(hex ([0-9a-f]+)\\)");

  private static final Pattern QUOTED =
      Pattern.compile("\\(\"((?:[^\"\\\\]|\\\\.)*)\"(?:\\s*\\+\\s*(\\d+))?\\)");

  /** Takes the first payload that is written down out of a line. */
  static Content of(String line) {
    Matcher hex = HEX.matcher(line);
    if (hex.find()) {
      return of(line, hex, HexFormat.of().parseHex(hex.group(1)));
    }
    Matcher matcher = QUOTED.matcher(line);
    if (!matcher.find()) {
      return new Content(line, ByteBuffer.allocate(0));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(bytes(matcher.group(1)));
    if (matcher.group(2) != null) {
      byte[] filling = new byte[Integer.parseInt(matcher.group(2))];
      Arrays.fill(filling, (byte) 'x');
      bytes.writeBytes(filling);
    }
    return of(line, matcher, bytes.toByteArray());
  }

  private static Content of(String line, Matcher found, byte[] payload) {
    String rest = line.substring(0, found.start()) + "(" + payload.length + ")";
    return new Content(rest + line.substring(found.end()), ByteBuffer.wrap(payload));
  }

  private static byte[] bytes(String quoted) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < quoted.length(); i++) {
      char c = quoted.charAt(i);
      if (c == '|') {
        bytes.write('\r');
        bytes.write('\n');
      } else if (c == '\\' && quoted.charAt(i + 1) == 'x') {
        bytes.write(Integer.parseInt(quoted.substring(i + 2, i + 4), 16));
        i += 3;
      } else {
        bytes.write(c == '\\' ? quoted.charAt(++i) : c);
      }
    }
    return bytes.toByteArray();
  }
}
