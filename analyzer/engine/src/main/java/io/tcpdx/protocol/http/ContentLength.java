package io.tcpdx.protocol.http;

import io.tcpdx.protocol.Irregularity;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the Content-Length of a message says, which may be given more than once (RFC 9110 §8.6). */
public final class ContentLength {
  /** More digits than any length has that fits into 63 bits. */
  private static final int MAX_DIGITS = 18;

  private final Set<Irregularity> irregularities;
  private @Nullable Long bytes;

  /**
   * @param irregularities takes what is wrong with it
   */
  public ContentLength(Set<Irregularity> irregularities) {
    this.irregularities = irregularities;
  }

  /** Takes one value; of several that are valid the first counts. */
  public void take(String value) {
    if (value.isEmpty() || value.length() > MAX_DIGITS || !isNumber(value)) {
      irregularities.add(Irregularity.INVALID_LENGTH);
      return;
    }
    long length = Long.parseLong(value);
    if (bytes != null && bytes != length) {
      irregularities.add(Irregularity.DIFFERING_LENGTHS);
    }
    bytes = bytes == null ? (Long) length : bytes;
  }

  /** In bytes; null where no valid value was taken. */
  public @Nullable Long bytes() {
    return bytes;
  }

  /** Whether there is nothing but digits. */
  static boolean isNumber(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
