package io.tcpdx.capture;

import io.tcpdx.wire.Frame;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Frames that libpcap pushed, kept until they are pulled: a call into libpcap costs microseconds,
 * so that many frames are taken at a time.
 */
final class FrameBatch {
  /** Frames taken at a time. */
  static final int FRAMES = 1024;

  /** Bytes after which a batch is full, whatever the number of its frames. */
  static final int FULL_BYTES = 1 << 22;

  private ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
  private int usedBytes;
  private final int[] offsets = new int[FRAMES];
  private final int[] capturedLengths = new int[FRAMES];
  private final int[] originalLengths = new int[FRAMES];
  private final long[] timesNs = new long[FRAMES];
  private int count;
  private int taken;

  /** Forgets all frames: what was pulled from here is valid no longer. */
  void clear() {
    usedBytes = 0;
    count = 0;
    taken = 0;
  }

  void add(byte[] bytes, int originalLength, long timeNs) {
    if (buffer.capacity() - usedBytes < bytes.length) {
      int capacity = Math.max(buffer.capacity() * 2, usedBytes + bytes.length);
      buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity));
    }
    buffer.put(usedBytes, bytes);
    offsets[count] = usedBytes;
    capturedLengths[count] = bytes.length;
    originalLengths[count] = Damage.originalLength(originalLength, bytes.length);
    timesNs[count] = timeNs;
    usedBytes += bytes.length;
    count++;
  }

  /** Whether no more should be added. */
  boolean isFull() {
    return count == FRAMES || usedBytes >= FULL_BYTES;
  }

  /** Frames in it, pulled or not. */
  int count() {
    return count;
  }

  /** Whether all its frames were pulled. */
  boolean isDrained() {
    return taken == count;
  }

  /** Pulls the next frame and counts it; false where none is left. */
  boolean next(Frame frame, int linkType, CaptureTally tally) {
    if (taken == count) {
      return false;
    }
    tally.count(capturedLengths[taken], originalLengths[taken]);
    frame.set(
        buffer,
        offsets[taken],
        capturedLengths[taken],
        originalLengths[taken],
        timesNs[taken],
        linkType,
        tally.packets());
    taken++;
    return true;
  }
}
