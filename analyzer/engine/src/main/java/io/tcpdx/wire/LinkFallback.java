package io.tcpdx.wire;

import java.nio.ByteBuffer;

/** Finds the IP packet in a frame of a link type for which {@code wire} has no view. */
public interface LinkFallback {
  /** Returned by {@link #ipOffset} where the link type is not known. */
  int UNSUPPORTED = -1;

  /** Returned by {@link #ipOffset} where the frame holds no IP packet. */
  int NOT_IP = -2;

  /** Knows no link type. */
  LinkFallback NONE = (linkType, buffer, offset, length) -> UNSUPPORTED;

  /**
   * Bytes from the frame's start to its IPv4 or IPv6 header.
   *
   * @return the distance in bytes, {@link #UNSUPPORTED} or {@link #NOT_IP}; never throws
   */
  int ipOffset(int linkType, ByteBuffer buffer, int offset, int length);
}
