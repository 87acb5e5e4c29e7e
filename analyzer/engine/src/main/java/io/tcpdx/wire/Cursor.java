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
  private boolean bounded;
  private int protocol;
  private int restOffset;
  private int restCaptured;
  private int restLength;

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
    this.bounded = false;
    this.protocol = 0;
    this.restLength = 0;
  }

  /** Goes on in a datagram that was put together from fragments, and whose length is known. */
  void enter(ByteBuffer datagram, int datagramCaptured, int datagramLength) {
    set(datagram, 0, datagramCaptured, datagramLength);
    this.bounded = true;
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
   * said to have lost stays counted. Where a header around it has said how many there are, it
   * cannot be more.
   */
  void claim(int newLength) {
    length = bounded ? Math.min(length, newLength) : newLength;
    captured = Math.min(captured, length);
    bounded = true;
  }

  /** Cuts off what follows {@code newLength} bytes; does nothing where fewer are left. */
  void limit(int newLength) {
    if (newLength <= length) {
      claim(newLength);
    }
  }

  /** Cuts off what follows {@code newLength} bytes, and keeps it from {@code next} bytes ahead. */
  void limitKeepingRest(int newLength, int next) {
    boolean more = captured > next;
    restOffset = offset + next;
    restCaptured = more ? captured - next : 0;
    restLength = more ? length - next : 0;
    limit(newLength);
  }

  /** Whether something was kept by {@link #limitKeepingRest}. */
  boolean hasRest() {
    return restLength > 0;
  }

  /** Goes on with what was kept; nothing is kept from then on. */
  void enterRest() {
    offset = restOffset;
    captured = restCaptured;
    length = restLength;
    restLength = 0;
    bounded = true;
    protocol = 0;
  }

  /**
   * Says what stands here and is not decoded.
   *
   * @param layer how the decoding ends, which is answered
   * @param newProtocol what stands here, by {@link Protocols}
   */
  Layer end(Layer layer, int newProtocol) {
    this.protocol = newProtocol;
    return layer;
  }

  /** What was said to stand where the decoding ended; 0 where nothing was. */
  int protocol() {
    return protocol;
  }

  /** The byte {@code at} bytes ahead, unsigned. */
  int u8(int at) {
    return buffer.get(offset + at) & 0xff;
  }

  /** The four bytes {@code at} bytes ahead, in network order. */
  int i32(int at) {
    return buffer.getInt(offset + at);
  }

  /** The two bytes {@code at} bytes ahead, unsigned, in network order. */
  int u16(int at) {
    return buffer.getShort(offset + at) & 0xffff;
  }
}
