package io.tcpdx.timeline;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a segment's payload says, where a timeline writes it down instead of its length.
 *
 * @param line the line with the length in its place
 * @param bytes the payload; empty where the line gave a length, and the payload is zeros
 */
record Content(String line, ByteBuffer bytes) {
  private static final Pattern QUOTED =
      Pattern.compile("\\(\"((?:[^\"\\\\]|\\\\.)*)\"(?:\\s*\\+\\s*(\\d+))?\\)");

  /** Takes the first quoted payload out of a line. */
  static Content of(String line) {
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
    String rest = line.substring(0, matcher.start()) + "(" + bytes.size() + ")";
    return new Content(rest + line.substring(matcher.end()), ByteBuffer.wrap(bytes.toByteArray()));
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
