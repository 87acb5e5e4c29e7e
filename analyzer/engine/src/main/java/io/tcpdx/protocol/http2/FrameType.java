package io.tcpdx.protocol.http2;

/** Types of frames and their flags (RFC 9113 §6). */
final class FrameType {
  static final int DATA = 0x0;
  static final int HEADERS = 0x1;
  static final int PRIORITY = 0x2;
  static final int RST_STREAM = 0x3;
  static final int SETTINGS = 0x4;
  static final int PUSH_PROMISE = 0x5;
  static final int PING = 0x6;
  static final int GOAWAY = 0x7;
  static final int WINDOW_UPDATE = 0x8;
  static final int CONTINUATION = 0x9;

  static final int END_STREAM = 0x1;
  static final int ACK = 0x1;
  static final int END_HEADERS = 0x4;
  static final int PADDED = 0x8;
  static final int PRIORITY_FIELDS = 0x20;

  /** What SETTINGS_MAX_FRAME_SIZE is without a word about it, in bytes (RFC 9113 §6.5.2). */
  private static final int DEFAULT_MAX_FRAME_SIZE = 1 << 14;

  private FrameType() {}

  /** Whether frames of that type can be padded, and that flag says that this one is. */
  static boolean padded(int type, int flags) {
    boolean can = type == DATA || type == HEADERS || type == PUSH_PROMISE;
    return can && (flags & PADDED) != 0;
  }

  /** Bytes of fixed meaning before the content, without the length of the padding. */
  static int fixedBytes(int type, int flags) {
    return switch (type) {
      case HEADERS -> (flags & PRIORITY_FIELDS) != 0 ? 5 : 0;
      case PUSH_PROMISE, RST_STREAM -> 4;
      case GOAWAY -> 8;
      default -> 0;
    };
  }

  /** Whether frames of that type are part of a message, or end its stream. */
  static boolean ofMessage(int type) {
    return switch (type) {
      case DATA, HEADERS, PUSH_PROMISE, CONTINUATION, RST_STREAM -> true;
      default -> false;
    };
  }

  /**
   * Whether a frame may say this of itself: that length, those flags and no others, on a stream or
   * on the connection as its type demands. Types that RFC 9113 does not define may not.
   *
   * @param stream with the reserved bit
   */
  static boolean plausible(int type, int flags, int stream, int length) {
    if (stream < 0 || length > DEFAULT_MAX_FRAME_SIZE) {
      return false;
    }
    boolean onStream = stream > 0;
    return switch (type) {
      case DATA -> onStream && only(END_STREAM | PADDED, flags);
      case HEADERS ->
          onStream
              && only(END_STREAM | END_HEADERS | PADDED | PRIORITY_FIELDS, flags)
              && length > 0;
      case PRIORITY -> onStream && flags == 0 && length == 5;
      case RST_STREAM -> onStream && flags == 0 && length == 4;
      case SETTINGS -> !onStream && (flags == 0 ? length % 6 == 0 : flags == ACK && length == 0);
      case PUSH_PROMISE -> onStream && only(END_HEADERS | PADDED, flags) && length > 4;
      case PING -> !onStream && only(ACK, flags) && length == 8;
      case GOAWAY -> !onStream && flags == 0 && length >= 8;
      case WINDOW_UPDATE -> flags == 0 && length == 4;
      case CONTINUATION -> onStream && only(END_HEADERS, flags);
      default -> false;
    };
  }

  private static boolean only(int allowed, int flags) {
    return (flags & ~allowed) == 0;
  }
}
