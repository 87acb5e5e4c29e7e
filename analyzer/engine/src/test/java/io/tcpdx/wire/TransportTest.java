package io.tcpdx.wire;

import static io.tcpdx.wire.DecodeStatus.MALFORMED;
import static io.tcpdx.wire.DecodeStatus.TCP;
import static io.tcpdx.wire.DecodeStatus.TRUNCATED;
import static io.tcpdx.wire.DecodeStatus.UDP;
import static io.tcpdx.wire.SampleFrames.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** TCP and UDP headers. */
final class TransportTest {
  @Test
  void tcpHeader() {
    TcpView tcp = new TcpView();
    tcp.wrap(ByteBuffer.wrap(Hex.bytes("ee fffe 01bb f0203040 80607080 f0 c2 fff5 abcd 8001")), 1);

    assertThat(tcp.sourcePort()).isEqualTo(65_534);
    assertThat(tcp.destinationPort()).isEqualTo(443);
    assertThat(tcp.sequence()).isEqualTo(0xf0203040);
    assertThat(tcp.acknowledgment()).isEqualTo(0x80607080);
    assertThat(tcp.headerLength()).isEqualTo(60);
    assertThat(tcp.flags()).isEqualTo(TcpView.CWR | TcpView.ECE | TcpView.SYN);
    assertThat(tcp.window()).isEqualTo(0xfff5);
    assertThat(tcp.checksum()).isEqualTo(0xabcd);
    assertThat(tcp.urgentPointer()).isEqualTo(0x8001);
  }

  @Test
  void udpHeader() {
    UdpView udp = new UdpView();
    udp.wrap(ByteBuffer.wrap(Hex.bytes("ee c001 0035 ffff 0000")), 1);

    assertThat(udp.sourcePort()).isEqualTo(49_153);
    assertThat(udp.destinationPort()).isEqualTo(53);
    assertThat(udp.length()).isEqualTo(65_535);
  }

  @Test
  void anImpossibleDataOffsetIsMalformed() {
    String shorter = "c350 01bb 10203040 50607080 4018 01f5 abcd 0000";
    String longer = "c350 01bb 10203040 50607080 f018 01f5 abcd 0000";
    assertThat(Decoded.ip(ipv4(6, shorter + "00000000")).status()).isEqualTo(MALFORMED);
    assertThat(Decoded.ip(ipv4(6, longer + "00000000")).status()).isEqualTo(MALFORMED);
  }

  @Test
  void aSegmentShorterThanItsHeaderIsMalformed() {
    assertThat(Decoded.ip(ipv4(6, "c350 01bb 10203040")).status()).isEqualTo(MALFORMED);
    assertThat(Decoded.ip(ipv4(6, "")).status()).isEqualTo(MALFORMED);
  }

  @Test
  void aSegmentWhoseOptionsWereCutIsStillOne() {
    byte[] bytes = Hex.bytes(SampleFrames.IPV4_TCP);
    Decoded decoded = Decoded.cut(LinkTypes.RAW, 20 + 20, bytes.length, bytes);

    assertThat(decoded.status()).isEqualTo(TCP);
    assertThat(decoded.options().complete()).isFalse();
    assertThat(decoded.options().hasTimestamps()).isFalse();
    assertThat(decoded.packet().payloadLength()).isEqualTo(5);
    assertThat(decoded.packet().payloadCapturedLength()).isZero();
    assertThat(Decoded.cut(LinkTypes.RAW, 39, bytes.length, bytes).status()).isEqualTo(TRUNCATED);
  }

  @Test
  void theOptionsOfTheSegmentBeforeAreForgotten() {
    PacketDecoder decoder = new PacketDecoder(LinkFallback.NONE);
    Packet packet = new Packet();
    Frame frame = new Frame();
    byte[] with = Hex.bytes(SampleFrames.IPV4_TCP);
    byte[] without = Hex.bytes(ipv4(6, "c350 01bb 10203040 50607080 5010 01f5 abcd 0000"));
    frame.set(ByteBuffer.wrap(with), 0, with.length, with.length, 0, LinkTypes.RAW, 1);
    decoder.decode(frame, packet);
    assertThat(packet.tcpOptions().hasTimestamps()).isTrue();
    frame.set(ByteBuffer.wrap(without), 0, without.length, without.length, 0, LinkTypes.RAW, 2);
    decoder.decode(frame, packet);

    assertThat(packet.tcpOptions().hasTimestamps()).isFalse();
    assertThat(packet.payloadLength()).isZero();
    assertThat(packet.number()).isEqualTo(2);
  }

  @Test
  void udpPayload() {
    Decoded decoded = Decoded.ip(SampleFrames.IPV4_UDP);

    assertThat(decoded.status()).isEqualTo(UDP);
    assertThat(decoded.packet().udp().destinationPort()).isEqualTo(53);
    assertThat(decoded.payload()).isEqualTo("ping");
  }

  @Test
  void udpLengths() {
    assertThat(Decoded.ip(ipv4(17, "c001 0035 000a 0000 70696e67")).payload()).isEqualTo("pi");
    assertThat(Decoded.ip(ipv4(17, "c001 0035 0000 0000 70696e67")).payload())
        .as("a length left to the card")
        .isEqualTo("ping");
    assertThat(Decoded.ip(ipv4(17, "c001 0035 0007 0000 70696e67")).status()).isEqualTo(MALFORMED);
    assertThat(Decoded.ip(ipv4(17, "c001 0035 00ff 0000 70696e67")).packet().payloadLength())
        .as("more than IP carries")
        .isEqualTo(4);
  }
}
