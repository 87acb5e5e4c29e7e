package io.tcpdx.protocol;

import io.tcpdx.connection.Side;
import java.util.List;

/**
 * A stream of HTTP/2 that was given up while the connection went on (RFC 9113 §6.4).
 *
 * @param by who gave it up
 * @param code why, as the RFC has it ({@code CANCEL}), or its number
 * @param timeNs when RST_STREAM passed, nanoseconds since the epoch
 * @param packet number of the packet that ends it
 */
public record StreamReset(Side by, String code, long timeNs, long packet) {
  /** RFC 9113 §7, by their numbers. */
  private static final List<String> CODES =
      List.of(
          "NO_ERROR",
          "PROTOCOL_ERROR",
          "INTERNAL_ERROR",
          "FLOW_CONTROL_ERROR",
          "SETTINGS_TIMEOUT",
          "STREAM_CLOSED",
          "FRAME_SIZE_ERROR",
          "REFUSED_STREAM",
          "CANCEL",
          "COMPRESSION_ERROR",
          "CONNECT_ERROR",
          "ENHANCE_YOUR_CALM",
          "INADEQUATE_SECURITY",
          "HTTP_1_1_REQUIRED");

  /** The name of an error code, or its number where it has none. */
  public static String codeName(long code) {
    return code < CODES.size() ? CODES.get((int) code) : Long.toString(code);
  }
}
