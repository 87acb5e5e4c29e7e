package io.tcpdx.protocol.http2;

import io.tcpdx.connection.Direction;
import io.tcpdx.protocol.Likeness;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Whether bytes are HTTP/2 in clear. */
public final class Http2Likeness {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** The header of a SETTINGS frame with entries, but for the low byte of its length. */
  private static final byte[] SETTINGS = {0, 0, -1, FrameType.SETTINGS, 0, 0, 0, 0, 0};

  private Http2Likeness() {}

  /**
   * Whether a direction can begin so: with the client's preface, or with the server's SETTINGS (RFC
   * 9113 §3.4).
   */
  public static Likeness of(Direction direction, ByteBuffer buffer, int offset, int length) {
    return direction == Direction.CLIENT_TO_SERVER
        ? preface(buffer, offset, length)
        : settings(buffer, offset, length);
  }

  /** Bytes of the client's preface that come before its SETTINGS. */
  static int prefaceLength() {
    return PREFACE.length;
  }

  /** Whether that byte stands there in the preface. */
  static boolean inPreface(int index, byte value) {
    return PREFACE[index] == value;
  }

  static Likeness preface(ByteBuffer buffer, int offset, int length) {
    int common = Math.min(PREFACE.length, length);
    for (int i = 0; i < common; i++) {
      if (!inPreface(i, buffer.get(offset + i))) {
        return Likeness.NO;
      }
    }
    return common == PREFACE.length ? Likeness.YES : Likeness.PERHAPS;
  }

  private static Likeness settings(ByteBuffer buffer, int offset, int length) {
    int common = Math.min(SETTINGS.length, length);
    for (int i = 0; i < common; i++) {
      boolean fits =
          i == 2 ? buffer.get(offset + i) % 6 == 0 : buffer.get(offset + i) == SETTINGS[i];
      if (!fits) {
        return Likeness.NO;
      }
    }
    // Without entries it is too little to tell; then the client's preface does.
    boolean entry = length > SETTINGS.length + 1 && buffer.get(offset + 2) > 0;
    return entry && buffer.get(offset + SETTINGS.length) == 0 ? Likeness.YES : Likeness.PERHAPS;
  }

  /**
   * Whether a segment from the middle of a connection begins with a frame, and is frames: one to
   * its very end, or several of which the last may be cut off.
   */
  public static Likeness within(ByteBuffer buffer, int offset, int length) {
    int at = 0;
    int frames = 0;
    while (at + FrameParser.HEADER_BYTES <= length) {
      int payload = FrameParser.length(buffer, offset + at);
      int type = buffer.get(offset + at + 3) & 0xff;
      int flags = buffer.get(offset + at + 4) & 0xff;
      int stream = FrameParser.bigEndian(buffer, offset + at + 5);
      if (!FrameType.plausible(type, flags, stream, payload)) {
        return Likeness.NO;
      }
      frames++;
      at += FrameParser.HEADER_BYTES + payload;
    }
    boolean whole = at == length && frames > 0;
    return whole || frames > 1 ? Likeness.YES : Likeness.NO;
  }
}
