package io.tcpdx.timeline;

import java.nio.ByteBuffer;

/** Writes segments as Ethernet frames. */
final class FrameWriter {
  private static final int ETHERNET_HEADER = 14;
  private static final int SHORTEST_FRAME = 60;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int TCP_HEADER = 20;
  private static final int PROTOCOL_TCP = 6;
  private static final int IPV4_PREFIX = 0x0a000000;
  private static final long IPV6_PREFIX = 0xfd00_0000_0000_0000L;

  private FrameWriter() {}

  /** The whole frame, padded as Ethernet pads. */
  static byte[] frame(TimelineSegment segment, int ipVersion) {
    int tcpLength = TCP_HEADER + segment.options().capacity() + segment.payloadLength();
    int ipLength = (ipVersion == 4 ? IPV4_HEADER : IPV6_HEADER) + tcpLength;
    ByteBuffer frame = ByteBuffer.allocate(Math.max(SHORTEST_FRAME, ETHERNET_HEADER + ipLength));
    frame.put(new byte[ETHERNET_HEADER - 2]);
    frame.putShort((short) (ipVersion == 4 ? 0x0800 : 0x86dd));
    if (ipVersion == 4) {
      putIpv4(frame, segment, ipLength);
    } else {
      putIpv6(frame, segment, tcpLength);
    }
    putTcp(frame, segment);
    return frame.array();
  }

  private static void putIpv4(ByteBuffer frame, TimelineSegment segment, int ipLength) {
    frame.putShort((short) 0x4500);
    frame.putShort((short) ipLength);
    frame.putShort((short) segment.ipIdentification());
    frame.putShort((short) 0x4000);
    frame.put((byte) segment.timeToLive());
    frame.put((byte) PROTOCOL_TCP);
    frame.putShort((short) 0);
    frame.putInt(IPV4_PREFIX + segment.hosts().sender(segment.fromClient()));
    frame.putInt(IPV4_PREFIX + segment.hosts().sender(!segment.fromClient()));
  }

  private static void putIpv6(ByteBuffer frame, TimelineSegment segment, int tcpLength) {
    frame.putInt(0x60000000);
    frame.putShort((short) tcpLength);
    frame.put((byte) PROTOCOL_TCP);
    frame.put((byte) segment.timeToLive());
    frame.putLong(IPV6_PREFIX).putLong(segment.hosts().sender(segment.fromClient()));
    frame.putLong(IPV6_PREFIX).putLong(segment.hosts().sender(!segment.fromClient()));
  }

  private static void putTcp(ByteBuffer frame, TimelineSegment segment) {
    frame.putShort((short) (segment.fromClient() ? segment.clientPort() : segment.serverPort()));
    frame.putShort((short) (segment.fromClient() ? segment.serverPort() : segment.clientPort()));
    frame.putInt(segment.sequence());
    frame.putInt(segment.acknowledgment());
    frame.put((byte) ((TCP_HEADER + segment.options().capacity()) << 2));
    frame.put((byte) segment.flags());
    frame.putShort((short) segment.window());
    frame.putInt(0);
    frame.put(segment.options().duplicate());
    frame.put(segment.payload().duplicate());
  }
}
