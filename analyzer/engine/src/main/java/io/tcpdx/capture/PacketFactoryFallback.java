package io.tcpdx.capture;

import io.tcpdx.wire.LinkFallback;
import java.nio.ByteBuffer;
import org.pcap4j.packet.HdlcPppPacket.HdlcPppHeader;
import org.pcap4j.packet.IpPacket;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.Packet.Header;
import org.pcap4j.packet.PppPacket.PppHeader;
import org.pcap4j.packet.UnknownPacket;
import org.pcap4j.packet.factory.statik.StaticDataLinkTypePacketFactory;
import org.pcap4j.packet.namednumber.DataLinkType;
import org.pcap4j.packet.namednumber.PppDllProtocol;

/**
 * Has Pcap4j's packet factory look for the IP packet: PPP, with and without HDLC framing. Unlike
 * the views of {@code wire} it copies every frame.
 */
public final class PacketFactoryFallback implements LinkFallback {
  private final StaticDataLinkTypePacketFactory factory =
      StaticDataLinkTypePacketFactory.getInstance();

  @Override
  public int ipOffset(int linkType, ByteBuffer buffer, int offset, int length) {
    DataLinkType type = DataLinkType.getInstance(linkType);
    if (factory.getTargetClass(type) == UnknownPacket.class) {
      return UNSUPPORTED;
    }
    if (length == 0) {
      return NOT_IP;
    }
    byte[] bytes = new byte[length];
    buffer.get(offset, bytes);
    try {
      return ipOffset(factory.newInstance(bytes, 0, length, type));
    } catch (RuntimeException e) {
      // Some malformed frames make Pcap4j throw; they are frames without an IP packet.
      return NOT_IP;
    }
  }

  private static int ipOffset(Packet frame) {
    int offset = 0;
    Packet packet = frame;
    while (packet != null) {
      if (packet instanceof IpPacket) {
        return offset;
      }
      Header header = packet.getHeader();
      if (header == null) {
        return NOT_IP;
      }
      offset += header.length();
      if (namesIp(header)) {
        // Pcap4j gives up on a packet that the capture cut; it is still one.
        return offset;
      }
      packet = packet.getPayload();
    }
    return NOT_IP;
  }

  private static boolean namesIp(Header header) {
    if (header instanceof HdlcPppHeader hdlc) {
      return isIp(hdlc.getProtocol());
    }
    return header instanceof PppHeader ppp && isIp(ppp.getProtocol());
  }

  private static boolean isIp(PppDllProtocol protocol) {
    return protocol.equals(PppDllProtocol.IPV4) || protocol.equals(PppDllProtocol.IPV6);
  }
}
