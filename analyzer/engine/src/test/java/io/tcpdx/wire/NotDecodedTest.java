package io.tcpdx.wire;

import static io.tcpdx.wire.DecodeStatus.TCP;
import static io.tcpdx.wire.SampleFrames.DATA_80211;
import static io.tcpdx.wire.SampleFrames.ETHERNET_ADDRESSES;
import static io.tcpdx.wire.SampleFrames.IPV4_TCP;
import static io.tcpdx.wire.SampleFrames.SNAP;
import static io.tcpdx.wire.SampleFrames.ipv4;
import static io.tcpdx.wire.SampleFrames.ipv6;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not decoded is named, with the reason; and lengths bound what is. */
final class NotDecodedTest {
  @ParameterizedTest
  @CsvSource({
    "0806, OTHER, ARP",
    "88cc, OTHER, LLDP",
    "888e, OTHER, EAPOL",
    "8863, OTHER, PPPoE discovery",
    "1234, UNKNOWN, EtherType 0x1234",
    "22f3, UNKNOWN, TRILL",
    "0026 4242 03, OTHER, spanning tree",
    "0026 aaaa 03 00000c 2000, OTHER, SNAP",
    "0026 7777 03, UNKNOWN, LLC service 0x77",
    "88e5 0c, ENCRYPTED, MACsec",
    "8864 1100 0001 0020 c021, OTHER, PPP control protocol 0xc021",
    "8864 1100 0001 0020 00fd, COMPRESSED, compressed or encrypted PPP",
    "8864 1100 0001 0020 002d, COMPRESSED, PPP with compressed TCP headers",
    "8864 1100 0001 0020 0053, ENCRYPTED, encrypted PPP",
    "8864 1100 0001 0020 003d 80000001, UNKNOWN, PPP multilink fragment",
    "8864 1100 0001 0020 0676, UNKNOWN, PPP protocol 0x0676",
  })
  void inEthernet(String start, DecodeStatus status, String name) {
    Decoded decoded = Decoded.ethernet(ETHERNET_ADDRESSES, start, "00".repeat(46));
    assertIs(decoded, status, name);
  }

  @ParameterizedTest
  @CsvSource({
    "1, OTHER, ICMP",
    "2, OTHER, IGMP",
    "50, ENCRYPTED, ESP",
    "89, OTHER, OSPF",
    "108, COMPRESSED, IPComp",
    "132, OTHER, SCTP",
    "200, UNKNOWN, IP protocol 200",
  })
  void inIp(int protocol, DecodeStatus status, String name) {
    assertIs(Decoded.ip(ipv4(protocol, "00".repeat(40))), status, name);
    assertIs(Decoded.ip(ipv6(protocol, "00".repeat(40))), status, name);
  }

  @ParameterizedTest
  @CsvSource({
    "0841, ENCRYPTED, protected 802.11",
    "0805, UNKNOWN, 802.11 fragment",
    "8000, OTHER, 802.11 management",
    "d400, OTHER, 802.11 control",
    "4801, OTHER, 802.11 data without a payload",
    "0901, UNKNOWN, 802.11",
  })
  void inWireless(String control, DecodeStatus status, String name) {
    assertIs(Decoded.frame(LinkTypes.IEEE802_11, control, DATA_80211, SNAP), status, name);
  }

  @Test
  void theLastFragmentOfAWirelessFrameIsOneToo() {
    String last = DATA_80211.replace("1000 ", "1100 ");
    assertIs(
        Decoded.frame(LinkTypes.IEEE802_11, "0801", last, SNAP, "0800", IPV4_TCP),
        DecodeStatus.UNKNOWN,
        "802.11 fragment");
  }

  @Test
  void theHeaderThatCouldNotBeReadIsNamed() {
    byte[] segment = Hex.bytes(IPV4_TCP);
    assertIs(
        Decoded.cut(LinkTypes.RAW, 30, segment.length, segment), DecodeStatus.TRUNCATED, "TCP");
    assertIs(Decoded.ip(ipv4(6, "00".repeat(20))), DecodeStatus.MALFORMED, "TCP");
    assertIs(Decoded.ethernet(ETHERNET_ADDRESSES, "0800 25"), DecodeStatus.MALFORMED, "IPv4");
    assertIs(
        Decoded.frame(60_000, "00"), DecodeStatus.UNSUPPORTED_LINK, "link type LINKTYPE_60000");
    assertIs(
        Decoded.frame(LinkTypes.PKTAP, "6c000000 01000000 60ea0000", "00".repeat(96), IPV4_TCP),
        DecodeStatus.UNSUPPORTED_LINK,
        "link type LINKTYPE_60000");
  }

  @Test
  void greSaysWhatItLacks() {
    assertIs(Decoded.ip(ipv4(47, "0000 0000")), DecodeStatus.OTHER, "GRE keep-alive");
    assertIs(
        Decoded.ip(ipv4(47, "2081 880b 0000 0001 00000007")),
        DecodeStatus.OTHER,
        "PPTP acknowledgement");
    assertIs(
        Decoded.ip(ipv4(47, "4000 0800 00000000")), DecodeStatus.UNKNOWN, "GRE with source routes");
    assertIs(Decoded.ip(ipv4(47, "0000 6559 0000")), DecodeStatus.UNKNOWN, "frame relay");
  }

  private static void assertIs(Decoded decoded, DecodeStatus status, String name) {
    assertThat(decoded.status()).isEqualTo(status);
    assertThat(Protocols.name(decoded.packet().protocol())).isEqualTo(name);
  }

  /** Frames are padded, and some hosts count the padding: the layer around IP knows better. */
  @Test
  void whatIsAroundAHeaderBoundsWhatItClaims() {
    String ack = "c350 01bb 10203040 50607080 5010 01f5 abcd 0000";
    String claimsSixMore = "45 00 002e 1234 4000 40 06 0000 c0000201 c6336402" + ack;
    String padding = "000000000000";
    List<Decoded> frames = new ArrayList<>();
    frames.add(
        Decoded.ethernet(ETHERNET_ADDRESSES, "8864 1100 0001 002a 0021", claimsSixMore, padding));
    frames.add(Decoded.ethernet(ETHERNET_ADDRESSES, "0030", SNAP, "0800", claimsSixMore, padding));
    frames.add(
        Decoded.ip("45 00 003c 0001 4000 40 04 0000 0a000001 0a000002", claimsSixMore, padding));
    frames.add(Decoded.ip("60 00 0000 0028 04 39" + "20".repeat(32), claimsSixMore, padding));
    frames.add(Decoded.frame(LinkTypes.NFLOG, "02 00 0000 2c00 0900", claimsSixMore, padding));
    frames.add(
        Decoded.ip(
            ipv4(
                17,
                SampleFrames.udp(40_000, 1701, "4002 0034 0007 0009 ff03 0021" + claimsSixMore)
                    + padding)));
    frames.add(
        Decoded.ip(
            ipv4(
                17,
                SampleFrames.udp(40_000, 2152, "30ff 0028 00000007" + claimsSixMore + padding))));
    for (Decoded decoded : frames) {
      assertThat(decoded.status()).isEqualTo(TCP);
      assertThat(decoded.packet().payloadLength()).isZero();
      assertThat(decoded.packet().payloadCapturedLength()).isZero();
    }
  }

  @Test
  void whatACaptureForgotOfAFrameStaysCounted() {
    byte[] bytes = Hex.bytes(IPV4_TCP);
    Decoded decoded = Decoded.cut(LinkTypes.RAW, bytes.length - 2, bytes.length - 2, bytes);
    assertThat(decoded.status()).isEqualTo(TCP);
    assertThat(decoded.packet().payloadLength()).isEqualTo(5);
    assertThat(decoded.packet().payloadCapturedLength()).isEqualTo(3);
  }

  @Test
  void anAggregateHoldsSeveralPackets() {
    String subframe = subframe(IPV4_TCP);
    int pad = -Hex.length(subframe) & 3;
    assertThat(pad).as("padding is needed").isPositive();
    String frameHex =
        "8801"
            + DATA_80211
            + "8000"
            + subframe
            + "00".repeat(pad)
            + subframe("4f")
            + "00"
            + subframe;
    byte[] bytes = Hex.bytes(frameHex);
    Frame frame = new Frame();
    frame.set(ByteBuffer.wrap(bytes), 0, bytes.length, bytes.length, 0, LinkTypes.IEEE802_11, 1);
    PacketDecoder decoder = new PacketDecoder(LinkFallback.NONE);
    Packet packet = new Packet();

    assertThat(decoder.decode(frame, packet)).isEqualTo(TCP);
    assertThat(packet.payloadLength()).isEqualTo(5);
    assertThat(decoder.hasMore()).isTrue();
    assertThat(decoder.decodeMore(packet)).isEqualTo(DecodeStatus.MALFORMED);
    assertThat(decoder.hasMore()).isTrue();
    assertThat(decoder.decodeMore(packet)).isEqualTo(TCP);
    assertThat(packet.payloadLength()).isEqualTo(5);
    assertThat(packet.sourceLow()).isEqualTo(0xc0000201L);
    assertThat(decoder.hasMore()).isFalse();
  }

  @Test
  void anAggregateThatClaimsMoreThanThereIsEndsThere() {
    String header = "8801" + DATA_80211 + "8000" + ETHERNET_ADDRESSES;
    Decoded decoded = Decoded.frame(LinkTypes.IEEE802_11, header, "ffff", SNAP, "0800", IPV4_TCP);
    assertThat(decoded.status()).isEqualTo(TCP);
    Decoded empty = Decoded.frame(LinkTypes.IEEE802_11, header, "0000", SNAP, "0800", IPV4_TCP);
    assertThat(empty.status()).isEqualTo(DecodeStatus.MALFORMED);
  }

  private static String subframe(String packet) {
    String payload = SNAP + "0800" + packet;
    return ETHERNET_ADDRESSES + Hex.u16(Hex.length(payload)) + payload;
  }
}
