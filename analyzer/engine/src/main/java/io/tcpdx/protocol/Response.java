package io.tcpdx.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The final answer to a request, or the 101 after which the connection is no longer HTTP/1.
 *
 * @param status its code; 0 in HTTP/0.9, which has none
 * @param reason its reason phrase, may be empty
 * @param interimCount interim answers (1xx) before it
 * @param continueNs when a 100 (Continue) passed, nanoseconds since the epoch; null where none did
 * @param message all else
 */
public record Response(
    int status, String reason, int interimCount, @Nullable Long continueNs, Message message) {
  /** A status code of three digits (RFC 9110 §15); 0 where the word is none. */
  public static int statusOf(String word) {
    if (word.length() != 3) {
      return 0;
    }
    int hundreds = word.charAt(0) - '0';
    int tens = word.charAt(1) - '0';
    int ones = word.charAt(2) - '0';
    boolean code = hundreds >= 1 && hundreds <= 9 && isDigit(tens) && isDigit(ones);
    return code ? hundreds * 100 + tens * 10 + ones : 0;
  }

  private static boolean isDigit(int value) {
    return value >= 0 && value <= 9;
  }
}
