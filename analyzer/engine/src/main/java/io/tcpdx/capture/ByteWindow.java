package io.tcpdx.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A window on the bytes of a capture that moves forward only.
 *
 * <p>Positions are byte offsets in the (uncompressed) capture. Moving the window gives up the bytes
 * before the position asked for, so that captures of any size fit.
 */
abstract sealed class ByteWindow implements Closeable permits MappedWindow, StreamWindow {
  /** Answered by {@link #index} where the capture ends before the bytes asked for. */
  static final int ABSENT = -1;

  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private long start;

  /** The bytes in view, in network order. Asking for an {@link #index} may replace this buffer. */
  final ByteBuffer buffer() {
    return buffer;
  }

  /** Position of the first byte in view. */
  final long start() {
    return start;
  }

  /**
   * Brings {@code length} bytes from {@code position} into view.
   *
   * @return the index of {@code position} in {@link #buffer()}, or {@link #ABSENT}
   */
  final int index(long position, int length) throws IOException {
    long index = position - start;
    if (index >= 0 && index + length <= buffer.limit()) {
      return (int) index;
    }
    return move(position, length) ? (int) (position - start) : ABSENT;
  }

  /** Puts {@code newBuffer} into view, whose index 0 stands at {@code newStart}. */
  final void view(ByteBuffer newBuffer, long newStart) {
    buffer = newBuffer;
    start = newStart;
  }

  /** Moves so that the bytes asked for are in view; false where the capture ends before. */
  abstract boolean move(long position, int length) throws IOException;

  /** Length of the capture in bytes; known once {@link #index} has answered {@link #ABSENT}. */
  abstract long end();

  /** Why the bytes end before their time (broken compression), or null. */
  abstract @Nullable String damage();
}
