package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * Where the decoding of a frame stands: what is left of it, as captured and as it was on the wire.
 * Views move it past their header.
 */
final class Cursor {
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int offset;
  private int captured;
  private int length;

  /**
   * @param newBuffer bytes in network order
   * @param newOffset index of the next byte
   * @param newCaptured bytes from there that were captured
   * @param newLength bytes from there that were on the wire
   */
  void set(ByteBuffer newBuffer, int newOffset, int newCaptured, int newLength) {
    this.buffer = newBuffer;
    this.offset = newOffset;
    this.captured = Math.max(0, Math.min(newCaptured, newBuffer.limit() - newOffset));
    this.length = Math.max(newLength, captured);
  }

  ByteBuffer buffer() {
    return buffer;
  }

  /** Index of the next byte in {@link #buffer()}. */
  int offset() {
    return offset;
  }

  /** Captured bytes left. */
  int captured() {
    return captured;
  }

  /** Bytes left on the wire, at least {@link #captured()}. */
  int length() {
    return length;
  }

  /** Whether the next {@code count} bytes were captured. */
  boolean has(int count) {
    return captured >= count;
  }

  /** Why the next {@code count} bytes are not there: cut by the capture, or never sent. */
  Layer missing(int count) {
    return length < count ? Layer.MALFORMED : Layer.TRUNCATED;
  }

  /** Moves past {@code count} captured bytes. */
  void advance(int count) {
    offset += count;
    captured -= count;
    length -= count;
  }

  /**
   * Takes a header's word for how many bytes are left: padding is cut off, and what the frame is
   * said to have lost stays counted.
   */
  void claim(int newLength) {
    length = newLength;
    captured = Math.min(captured, newLength);
  }

  /** Cuts off what follows {@code newLength} bytes; does nothing where fewer are left. */
  void limit(int newLength) {
    if (newLength < length) {
      claim(newLength);
    }
  }

  /** The byte {@code at} bytes ahead, unsigned. */
  int u8(int at) {
    return buffer.get(offset + at) & 0xff;
  }

  /** The two bytes {@code at} bytes ahead, unsigned, in network order. */
  int u16(int at) {
    return buffer.getShort(offset + at) & 0xffff;
  }
}
