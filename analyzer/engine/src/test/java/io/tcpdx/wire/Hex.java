package io.tcpdx.wire;

import java.util.HexFormat;

/** Bytes written as hexadecimal digits, spaced as one likes. */
final class Hex {
  private Hex() {}

  static byte[] bytes(String... parts) {
    return HexFormat.of().parseHex(String.join("", parts).replaceAll("\\s", ""));
  }

  /** Number of bytes that {@code hex} stands for. */
  static int length(String hex) {
    return bytes(hex).length;
  }

  /** {@code value} as four digits. */
  static String u16(int value) {
    return HexFormat.of().toHexDigits((short) value);
  }
}
