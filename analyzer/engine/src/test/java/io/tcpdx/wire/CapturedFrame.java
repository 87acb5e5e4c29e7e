package io.tcpdx.wire;

import java.nio.ByteBuffer;

/** A frame with bytes of its own, for tests. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record CapturedFrame(byte[] bytes, int originalLength, long timeNs, int linkType, long number) {
  /** Points {@code frame} at the first {@code captured} bytes of this one. */
  void show(Frame frame, int captured) {
    frame.set(ByteBuffer.wrap(bytes), 0, captured, originalLength, timeNs, linkType, number);
  }
}
