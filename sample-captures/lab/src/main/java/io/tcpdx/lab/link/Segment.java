package io.tcpdx.lab.link;

import java.nio.ByteBuffer;

/**
 * A TCP segment inside a frame of the link, as the faults see it. The link carries nothing but
 * plain Ethernet or bare IP, IPv4 or IPv6 without extension headers.
 */
public final class Segment {

  private static final int ETHERNET_LENGTH = 14;
  private static final int IPV6_LENGTH = 40;
  private static final int PROTOCOL_TCP = 6;

  private static final int FIN = 0x01;
  private static final int SYN = 0x02;
  private static final int RST = 0x04;
  private static final int ACK = 0x10;

  /** What a frame that is no TCP segment looks like. */
  private static final Segment NONE = new Segment(new byte[0], 0, 0, 0, 0);

  private final byte[] frame;
  private final int ipOffset;
  private final int tcpOffset;
  private final int payloadOffset;
  private final int end;

  private Segment(byte[] frame, int ipOffset, int tcpOffset, int payloadOffset, int end) {
    this.frame = frame;
    this.ipOffset = ipOffset;
    this.tcpOffset = tcpOffset;
    this.payloadOffset = payloadOffset;
    this.end = end;
  }

  /** Reads a frame; one that holds no TCP gives a segment that is not {@link #isTcp()}. */
  public static Segment of(byte[] frame, boolean ethernet) {
    int ip = ethernet ? ETHERNET_LENGTH : 0;
    if (frame.length < ip + 20) {
      return NONE;
    }
    ByteBuffer bytes = ByteBuffer.wrap(frame);
    int version = (frame[ip] & 0xff) >> 4;
    if (version == 4 && frame[ip + 9] == PROTOCOL_TCP) {
      int end = ip + Short.toUnsignedInt(bytes.getShort(ip + 2));
      return of(frame, ip, ip + (frame[ip] & 0xf) * 4, end);
    }
    if (version == 6 && frame.length >= ip + IPV6_LENGTH && frame[ip + 6] == PROTOCOL_TCP) {
      int end = ip + IPV6_LENGTH + Short.toUnsignedInt(bytes.getShort(ip + 4));
      return of(frame, ip, ip + IPV6_LENGTH, end);
    }
    return NONE;
  }

  private static Segment of(byte[] frame, int ip, int tcp, int end) {
    if (end > frame.length || tcp + 20 > end) {
      return NONE;
    }
    int payload = tcp + ((frame[tcp + 12] & 0xff) >> 4) * 4;
    return payload > end ? NONE : new Segment(frame, ip, tcp, payload, end);
  }

  byte[] frame() {
    return frame;
  }

  int ipOffset() {
    return ipOffset;
  }

  int tcpOffset() {
    return tcpOffset;
  }

  public boolean isTcp() {
    return end > 0;
  }

  public boolean isSyn() {
    return flag(SYN) && !flag(ACK);
  }

  public boolean isSynAck() {
    return flag(SYN) && flag(ACK);
  }

  public boolean isFin() {
    return flag(FIN);
  }

  public boolean isRst() {
    return flag(RST);
  }

  public boolean isData() {
    return payloadLength() > 0;
  }

  public int payloadLength() {
    return end - payloadOffset;
  }

  /** The sequence number of the first byte, unsigned. */
  public long seq() {
    return Integer.toUnsignedLong(ByteBuffer.wrap(frame).getInt(tcpOffset + 4));
  }

  /** The acknowledgement number, unsigned. */
  public long ack() {
    return Integer.toUnsignedLong(ByteBuffer.wrap(frame).getInt(tcpOffset + 8));
  }

  boolean ipv6() {
    return (frame[ipOffset] & 0xff) >> 4 == 6;
  }

  private boolean flag(int bit) {
    return isTcp() && (frame[tcpOffset + 13] & bit) != 0;
  }

  @Override
  public String toString() {
    return isTcp() ? "seq " + seq() + " len " + payloadLength() : "not TCP";
  }
}
