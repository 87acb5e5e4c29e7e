package io.tcpdx.lab.link;

import java.nio.ByteBuffer;

/** Builds the RST with which a middlebox that forgot a connection answers its next segment. */
final class ResetSegment {

  private static final int IPV4_LENGTH = 20;
  private static final int IPV6_LENGTH = 40;
  private static final int TCP_LENGTH = 20;
  private static final byte RST_ACK = 0x14;
  private static final byte TTL = 64;

  private ResetSegment() {}

  /**
   * The answer to {@code segment}: addresses and ports swapped, its acknowledgement number as
   * sequence number, so that it stands exactly where its receiver expects the next byte (RFC 5961
   * §3.2).
   */
  static byte[] answer(Segment segment) {
    int ipLength = segment.ipv6() ? IPV6_LENGTH : IPV4_LENGTH;
    int ip = segment.ipOffset();
    byte[] reply = new byte[ip + ipLength + TCP_LENGTH];
    ByteBuffer out = ByteBuffer.wrap(reply);
    byte[] in = segment.frame();
    if (ip > 0) {
      out.put(0, in, 6, 6).put(6, in, 0, 6).put(12, in, 12, 2);
    }
    if (segment.ipv6()) {
      out.putInt(ip, 6 << 28).putShort(ip + 4, (short) TCP_LENGTH).put(ip + 6, (byte) 6);
      out.put(ip + 7, TTL).put(ip + 8, in, ip + 24, 16).put(ip + 24, in, ip + 8, 16);
    } else {
      out.put(ip, (byte) 0x45).putShort(ip + 2, (short) (IPV4_LENGTH + TCP_LENGTH));
      out.put(ip + 8, TTL).put(ip + 9, (byte) 6);
      out.put(ip + 12, in, ip + 16, 4).put(ip + 16, in, ip + 12, 4);
      out.putShort(ip + 10, checksum(out, ip, IPV4_LENGTH, 0));
    }
    int tcp = ip + ipLength;
    int from = segment.tcpOffset();
    out.put(tcp, in, from + 2, 2).put(tcp + 2, in, from, 2);
    out.putInt(tcp + 4, (int) segment.ack());
    out.putInt(tcp + 8, (int) (segment.seq() + segment.payloadLength()));
    out.put(tcp + 12, (byte) ((TCP_LENGTH / 4) << 4)).put(tcp + 13, RST_ACK);
    int addresses = segment.ipv6() ? 32 : 8;
    long pseudo = sum(out, tcp - addresses, addresses) + TCP_LENGTH + 6;
    out.putShort(tcp + 16, checksum(out, tcp, TCP_LENGTH, pseudo));
    return reply;
  }

  private static short checksum(ByteBuffer bytes, int offset, int length, long initial) {
    long sum = initial + sum(bytes, offset, length);
    while (sum >> 16 != 0) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return (short) ~sum;
  }

  private static long sum(ByteBuffer bytes, int offset, int length) {
    long sum = 0;
    for (int i = offset; i < offset + length; i += 2) {
      sum += Short.toUnsignedInt(bytes.getShort(i));
    }
    return sum;
  }
}
