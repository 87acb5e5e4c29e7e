package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * A TCP header (RFC 9293 §3.1).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+-------------------------------+
 * |          source port          |       destination port        |
 * +-------------------------------+-------------------------------+
 * |                        sequence number                        |
 * +---------------------------------------------------------------+
 * |                    acknowledgment number                      |
 * +-------+-------+---------------+-------------------------------+
 * | offset| rsrvd |     flags     |            window             |
 * +-------+-------+---------------+-------------------------------+
 * |           checksum            |        urgent pointer         |
 * +-------------------------------+-------------------------------+
 * |                          [options]                            |
 * +---------------------------------------------------------------+
 * </pre>
 */
public final class TcpView {
  public static final int FIN = 0x01;
  public static final int SYN = 0x02;
  public static final int RST = 0x04;
  public static final int PSH = 0x08;
  public static final int ACK = 0x10;
  public static final int URG = 0x20;
  public static final int ECE = 0x40;
  public static final int CWR = 0x80;

  /** Bytes of the header without options. */
  public static final int FIXED_LENGTH = 20;

  private static final int SOURCE_PORT_FIELD_OFFSET = 0;
  private static final int DESTINATION_PORT_FIELD_OFFSET = 2;
  private static final int SEQUENCE_FIELD_OFFSET = 4;
  private static final int ACKNOWLEDGMENT_FIELD_OFFSET = 8;
  private static final int DATA_OFFSET_FIELD_OFFSET = 12;
  private static final int FLAGS_FIELD_OFFSET = 13;
  private static final int WINDOW_FIELD_OFFSET = 14;
  private static final int CHECKSUM_FIELD_OFFSET = 16;
  private static final int URGENT_POINTER_FIELD_OFFSET = 18;

  private ByteBuffer buffer = ByteBuffer.allocate(FIXED_LENGTH);
  private int offset;
  private int sequenceShift;
  private int acknowledgmentShift;

  /** Points this view at a header, of which at least {@link #FIXED_LENGTH} bytes are there. */
  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
    renumber(0, 0);
  }

  /** Has both numbers read as if a middlebox had not shifted them. */
  void renumber(int newSequenceShift, int newAcknowledgmentShift) {
    this.sequenceShift = newSequenceShift;
    this.acknowledgmentShift = newAcknowledgmentShift;
  }

  /** Has the sequence number read as that many bytes later. */
  void advance(int bytes) {
    sequenceShift += bytes;
  }

  public int sourcePort() {
    return buffer.getShort(offset + SOURCE_PORT_FIELD_OFFSET) & 0xffff;
  }

  public int destinationPort() {
    return buffer.getShort(offset + DESTINATION_PORT_FIELD_OFFSET) & 0xffff;
  }

  /** The sequence number's 32 bits; compare with {@link SeqNum}. */
  public int sequence() {
    return buffer.getInt(offset + SEQUENCE_FIELD_OFFSET) + sequenceShift;
  }

  /** The acknowledgment number's 32 bits; meaningful with {@link #ACK} only. */
  public int acknowledgment() {
    return buffer.getInt(offset + ACKNOWLEDGMENT_FIELD_OFFSET) + acknowledgmentShift;
  }

  /** Length of the header with its options, in bytes, as it claims. */
  public int headerLength() {
    return (buffer.get(offset + DATA_OFFSET_FIELD_OFFSET) & 0xf0) >>> 2;
  }

  /** The eight flag bits, CWR to FIN. */
  public int flags() {
    return buffer.get(offset + FLAGS_FIELD_OFFSET) & 0xff;
  }

  /** The window field, unscaled. */
  public int window() {
    return buffer.getShort(offset + WINDOW_FIELD_OFFSET) & 0xffff;
  }

  public int checksum() {
    return buffer.getShort(offset + CHECKSUM_FIELD_OFFSET) & 0xffff;
  }

  public int urgentPointer() {
    return buffer.getShort(offset + URGENT_POINTER_FIELD_OFFSET) & 0xffff;
  }
}
