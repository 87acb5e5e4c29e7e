package io.tcpdx.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pcap4j.packet.IpPacket;
import org.pcap4j.packet.IpV4Packet.IpV4Header;
import org.pcap4j.packet.IpV6Packet.IpV6Header;
import org.pcap4j.packet.Packet.Header;
import org.pcap4j.packet.TcpMaximumSegmentSizeOption;
import org.pcap4j.packet.TcpPacket;
import org.pcap4j.packet.TcpPacket.TcpHeader;
import org.pcap4j.packet.TcpPacket.TcpOption;
import org.pcap4j.packet.TcpSackOption;
import org.pcap4j.packet.TcpSackPermittedOption;
import org.pcap4j.packet.TcpTimestampsOption;
import org.pcap4j.packet.TcpWindowScaleOption;
import org.pcap4j.packet.factory.statik.StaticDataLinkTypePacketFactory;
import org.pcap4j.packet.namednumber.DataLinkType;
import org.pcap4j.packet.namednumber.IpVersion;

/** The innermost TCP segment of a frame as Pcap4j decodes it. */
final class Pcap4jSegments {
  private Pcap4jSegments() {}

  static Optional<SegmentFields> decode(CapturedFrame frame) {
    if (frame.bytes().length == 0) {
      return Optional.empty();
    }
    DataLinkType type =
        LinkTypes.layer(frame.linkType()) == Layer.RAW_IP
            ? DataLinkType.RAW
            : DataLinkType.getInstance(frame.linkType());
    org.pcap4j.packet.Packet packet =
        StaticDataLinkTypePacketFactory.getInstance()
            .newInstance(frame.bytes(), 0, frame.bytes().length, type);
    SegmentFields innermost = null;
    IpPacket ip = null;
    while (packet != null) {
      if (packet instanceof IpPacket inner) {
        if (!hasItsVersion(inner)) {
          return Optional.empty();
        }
        ip = inner;
      } else if (packet instanceof TcpPacket tcp && ip != null) {
        innermost = fields(ip, tcp);
      }
      packet = packet.getPayload();
    }
    return Optional.ofNullable(innermost);
  }

  /** Pcap4j goes by what the link layer says: it reads any header as one of that version. */
  private static boolean hasItsVersion(IpPacket ip) {
    IpVersion expected = ip.getHeader() instanceof IpV4Header ? IpVersion.IPV4 : IpVersion.IPV6;
    return ip.getHeader().getVersion().equals(expected);
  }

  private static SegmentFields fields(IpPacket ip, TcpPacket segment) {
    TcpHeader tcp = segment.getHeader();
    Header network = ip.getHeader();
    boolean version4 = network instanceof IpV4Header;
    int trafficClass =
        version4
            ? ((IpV4Header) network).getTos().value()
            : ((IpV6Header) network).getTrafficClass().value();
    return new SegmentFields(
        address(ip.getHeader().getSrcAddr().getAddress()),
        address(ip.getHeader().getDstAddr().getAddress()),
        version4 ? ((IpV4Header) network).getTtlAsInt() : ((IpV6Header) network).getHopLimitAsInt(),
        version4 ? ((IpV4Header) network).getIdentificationAsInt() : -1,
        trafficClass & 3,
        tcp.getSrcPort().valueAsInt(),
        tcp.getDstPort().valueAsInt(),
        tcp.getSequenceNumber(),
        tcp.getAcknowledgmentNumber(),
        tcp.getDataOffsetAsInt() * 4,
        flags(tcp),
        tcp.getWindowAsInt(),
        tcp.getChecksum() & 0xffff,
        tcp.getUrgentPointerAsInt(),
        options(tcp.getOptions()),
        segment.getPayload() == null ? 0 : segment.getPayload().length());
  }

  private static String address(byte[] bytes) {
    if (bytes.length == 4) {
      return new IpAddress(4, 0, bits(bytes, 0, 4)).toString();
    }
    return new IpAddress(6, bits(bytes, 0, 8), bits(bytes, 8, 16)).toString();
  }

  private static long bits(byte[] bytes, int from, int to) {
    long bits = 0;
    for (int i = from; i < to; i++) {
      bits = bits << 8 | (bytes[i] & 0xff);
    }
    return bits;
  }

  /** Pcap4j has ECE and CWR among the reserved bits. */
  private static int flags(TcpHeader tcp) {
    return (tcp.getReserved() & 3) << 6
        | (tcp.getUrg() ? TcpView.URG : 0)
        | (tcp.getAck() ? TcpView.ACK : 0)
        | (tcp.getPsh() ? TcpView.PSH : 0)
        | (tcp.getRst() ? TcpView.RST : 0)
        | (tcp.getSyn() ? TcpView.SYN : 0)
        | (tcp.getFin() ? TcpView.FIN : 0);
  }

  private static List<String> options(List<TcpOption> options) {
    List<String> texts = new ArrayList<>();
    for (TcpOption option : options) {
      if (option instanceof TcpMaximumSegmentSizeOption mss) {
        texts.add("mss " + mss.getMaxSegSizeAsInt());
      } else if (option instanceof TcpSackPermittedOption) {
        texts.add("sack permitted");
      } else if (option instanceof TcpSackOption sack) {
        // Pcap4j shows the blocks as raw bytes only.
        ByteBuffer raw = ByteBuffer.wrap(sack.getRawData());
        for (int at = 2; at + 8 <= sack.getLengthAsInt(); at += 8) {
          texts.add("sack " + raw.getInt(at) + ":" + raw.getInt(at + 4));
        }
      } else if (option instanceof TcpTimestampsOption timestamps) {
        texts.add("timestamps " + timestamps.getTsValue() + " " + timestamps.getTsEchoReply());
      } else if (option instanceof TcpWindowScaleOption scale) {
        texts.add("window scale " + scale.getShiftCountAsInt());
      }
    }
    texts.sort(null);
    return texts;
  }
}
