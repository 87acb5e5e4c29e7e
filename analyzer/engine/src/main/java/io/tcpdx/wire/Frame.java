package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * One captured frame, as a capture hands it over: a window on bytes that it does not own.
 *
 * <p>An instance is reused for every frame of a capture; what it shows is valid until the capture's
 * next frame is asked for. Multi-byte reads of {@link #buffer()} are big-endian (network order).
 */
public final class Frame {
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int offset;
  private int capturedLength;
  private int originalLength;
  private long timeNs;
  private int linkType;
  private long number;
  private int source;

  /**
   * Points this frame at new bytes.
   *
   * @param buffer the bytes, in big-endian order; read with absolute gets only
   * @param offset where in the buffer the frame starts
   * @param capturedLength bytes of the frame that the capture kept
   * @param originalLength bytes that the frame had on the wire, at least {@code capturedLength}
   * @param timeNs time of capture, nanoseconds since 1970-01-01T00:00Z
   * @param linkType the LINKTYPE_ value, as in pcap files (1 is Ethernet)
   * @param number the frame's number in the capture, from 1
   */
  public void set(
      ByteBuffer buffer,
      int offset,
      int capturedLength,
      int originalLength,
      long timeNs,
      int linkType,
      long number) {
    this.buffer = buffer;
    this.offset = offset;
    this.capturedLength = capturedLength;
    this.originalLength = originalLength;
    this.timeNs = timeNs;
    this.linkType = linkType;
    this.number = number;
    this.source = 0;
  }

  /**
   * Says which of the capture's interfaces or files this frame, just set, comes from; 0 where there
   * is only one.
   */
  public void from(int newSource) {
    this.source = newSource;
  }

  /** The bytes, in network order, of which this frame is a window. */
  public ByteBuffer buffer() {
    return buffer;
  }

  /** Index of the frame's first byte in {@link #buffer()}. */
  public int offset() {
    return offset;
  }

  /** Bytes of the frame that the capture kept. */
  public int capturedLength() {
    return capturedLength;
  }

  /** Bytes that the frame had on the wire. */
  public int originalLength() {
    return originalLength;
  }

  /** Puts the frame at another time: nanoseconds since the epoch, or as its reader counts them. */
  public void retime(long newTimeNs) {
    this.timeNs = newTimeNs;
  }

  /** Time of capture, nanoseconds since the epoch. */
  public long timeNs() {
    return timeNs;
  }

  /** The LINKTYPE_ value of the interface that it was captured on. */
  public int linkType() {
    return linkType;
  }

  /** Which of the capture's interfaces or files it comes from; 0 where there is only one. */
  public int source() {
    return source;
  }

  /** Number of the frame in the capture, from 1. */
  public long number() {
    return number;
  }

  /** Renumbers the frame: several files read as one capture number their frames in merged order. */
  public void renumber(long newNumber) {
    this.number = newNumber;
  }
}
