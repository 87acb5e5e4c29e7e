package io.tcpdx.wire;

import static io.tcpdx.wire.DecodeStatus.ENCRYPTED;
import static io.tcpdx.wire.DecodeStatus.MALFORMED;
import static io.tcpdx.wire.DecodeStatus.OTHER;
import static io.tcpdx.wire.DecodeStatus.TCP;
import static io.tcpdx.wire.DecodeStatus.UDP;
import static io.tcpdx.wire.DecodeStatus.UNKNOWN;
import static io.tcpdx.wire.SampleFrames.DATA_80211;
import static io.tcpdx.wire.SampleFrames.ETHERNET_IPV4_TCP;
import static io.tcpdx.wire.SampleFrames.IPV4_TCP;
import static io.tcpdx.wire.SampleFrames.IPV6_TCP;
import static io.tcpdx.wire.SampleFrames.SNAP;
import static io.tcpdx.wire.SampleFrames.ipv4;
import static io.tcpdx.wire.SampleFrames.udp;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tunnels over UDP: each needs its port, and a header that looks right. */
final class UdpTunnelsTest {
  @Test
  void gtpHeader() {
    GtpView gtp = new GtpView();
    gtp.wrap(ByteBuffer.wrap(Hex.bytes("ee 34 ff 0123 00000007")), 1);

    assertThat(gtp.flags()).isEqualTo(0x34);
    assertThat(gtp.messageType()).isEqualTo(255);
    assertThat(gtp.length()).isEqualTo(0x123);
  }

  @ParameterizedTest
  @CsvSource({
    "30, '', TCP",
    "32, 0001 00 00, TCP", // a sequence number
    "31, 0000 05 00, TCP", // an N-PDU number
    "33, 0001 00 85, TCP", // no extension although its field is not 0
    "34, 0000 00 00, TCP", // no further extension
    "34, 0000 00 85 01 1009 00, TCP",
    "36, 0001 00 40 01 0868 85 02 10090000 0000 00, TCP", // two, of 4 and of 8 bytes
    "38, '', UDP", // reserved
    "20, '', UDP", // GTP'
    "48, '', UDP", // another version
  })
  void gtpOptionalFields(String flags, String fields, DecodeStatus expected) {
    String length = Hex.u16(Hex.length(fields) + Hex.length(IPV4_TCP));
    assertThat(status(2152, flags + "ff" + length + "00000007" + fields + IPV4_TCP))
        .isEqualTo(expected);
  }

  @Test
  void gtpOverEitherPort() {
    String packet = "30ff" + Hex.u16(Hex.length(IPV6_TCP)) + "00000007" + IPV6_TCP;
    assertThat(Decoded.ip(ipv4(17, udp(2152, 40_000, packet))).status()).isEqualTo(TCP);
    assertThat(Decoded.ip(ipv4(17, udp(40_000, 2153, packet))).status()).isEqualTo(UDP);
  }

  @Test
  void aSubscriberMaySendPppOrEthernetOrWhatIsNotKnown() {
    String ppp = "ff03 0021" + IPV4_TCP;
    assertThat(status(2152, gtp("ff", ppp))).isEqualTo(TCP);
    assertThat(status(2152, gtp("ff", ETHERNET_IPV4_TCP))).isEqualTo(TCP);
    assertThat(status(2152, gtp("ff", "42" + ETHERNET_IPV4_TCP.substring(2)))).isEqualTo(TCP);
    assertThat(status(2152, gtp("ff", "00".repeat(20)))).isEqualTo(UNKNOWN);
  }

  @Test
  void gtpSignallingCarriesNoPackets() {
    for (String type : new String[] {"01", "02", "1a", "1f", "fe"}) {
      Decoded decoded = decoded(2152, gtp(type, "0000"));
      assertThat(decoded.status()).isEqualTo(OTHER);
      assertThat(name(decoded)).isEqualTo("GTP-U signalling");
    }
    assertThat(status(2152, gtp("20", "0000"))).as("the control plane").isEqualTo(UDP);
  }

  @Test
  void gtpLengthsThatCannotBe() {
    assertThat(status(2152, "30ff ffff 00000007" + IPV4_TCP)).as("too long").isEqualTo(UDP);
    assertThat(status(2152, "30ff 0000 00000007")).as("empty").isEqualTo(MALFORMED);
    assertThat(status(2152, "34ff 0004 00000007 0000 00 85")).isEqualTo(MALFORMED);
    assertThat(status(2152, "34ff 0008 00000007 0000 00 85 ff 000085")).isEqualTo(MALFORMED);
    assertThat(status(2152, "34ff 0008 00000007 0000 00 85 00 000085"))
        .as("an extension of no length")
        .isEqualTo(MALFORMED);
  }

  @Test
  void vxlanGpeHeader() {
    VxlanGpeView gpe = new VxlanGpeView();
    gpe.wrap(ByteBuffer.wrap(Hex.bytes("ee 0c000004 12340002")), 1);

    assertThat(gpe.flags()).isEqualTo(0x0c);
    assertThat(gpe.nextProtocol()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "0c000001, IPV4, TCP",
    "0c000002, IPV6, TCP",
    "0c000003, ETHERNET, TCP",
    "08000000, ETHERNET, TCP", // names nothing
    "0c000005, MPLS, TCP",
    "0c000006, IPV4, UDP",
    "0c000100, IPV4, UDP", // reserved
    "3c000001, IPV4, UDP", // another version
    "00000000, ETHERNET, UDP",
  })
  void vxlanGpeNamesWhatItCarries(String header, String payload, DecodeStatus expected) {
    String bytes =
        switch (payload) {
          case "IPV4" -> IPV4_TCP;
          case "IPV6" -> IPV6_TCP;
          case "MPLS" -> "00010140" + IPV4_TCP;
          default -> ETHERNET_IPV4_TCP;
        };
    assertThat(status(4790, header + "12340002" + bytes)).isEqualTo(expected);
  }

  @Test
  void nshHeader() {
    NshView nsh = new NshView();
    nsh.wrap(ByteBuffer.wrap(Hex.bytes("ee 0fc6 01 03 000001ff")), 1);

    assertThat(nsh.version()).isZero();
    assertThat(nsh.headerLength()).isEqualTo(24);
    assertThat(nsh.nextProtocol()).isEqualTo(3);
  }

  @Test
  void nshThatCannotBe() {
    assertThat(status(4790, "0c000004 12340002 0fc1 01 01 000001ff" + IPV4_TCP))
        .as("shorter than its fixed part")
        .isEqualTo(MALFORMED);
    assertThat(status(4790, "0c000004 12340002 0fff 01 01 000001ff")).isEqualTo(MALFORMED);
    assertThat(status(4790, "0c000004 12340002 4fc2 01 01 000001ff" + IPV4_TCP))
        .as("another version")
        .isEqualTo(UNKNOWN);
    assertThat(status(4790, "0c000004 12340002 0fc2 01 09 000001ff" + IPV4_TCP))
        .as("carries something else")
        .isEqualTo(UNKNOWN);
    String nested = "0fc2 01 04 000001ff".repeat(40);
    assertThat(status(4790, "0c000004 12340002" + nested + IPV4_TCP))
        .as("without end")
        .isEqualTo(UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "0002 0007 0009, TCP",
    "4002 %s 0007 0009, TCP",
    "0802 0007 0009 0001 0002, TCP",
    "0202 0007 0009 0003 ffffff, TCP",
    "0102 0007 0009, TCP", // priority
    "0012 0007 0009, UDP", // reserved
    "0001 0007 0009, UDP", // another version
    "4002 0006 0007 0009, MALFORMED", // shorter than its header
    "4002 ffff 0007 0009, UDP", // longer than the datagram
    "0202 0007 0009 ffff, MALFORMED", // an offset beyond the end
  })
  void l2tpVersion2(String header, DecodeStatus expected) {
    String payload = "ff03 0021" + IPV4_TCP;
    String withLength = header.formatted(Hex.u16(8 + Hex.length(payload)));
    assertThat(status(1701, withLength + payload)).isEqualTo(expected);
  }

  @Test
  void l2tpControlCarriesNoPackets() {
    assertThat(name(decoded(1701, "c802 000c 0007 0000 0001 0001"))).isEqualTo("L2TP control");
    assertThat(status(1701, "c803 000c 00000007 0001 0001")).isEqualTo(OTHER);
    assertThat(Decoded.ip(ipv4(115, "00000000 c803 000c 00000007")).status()).isEqualTo(OTHER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "01020304", "0102030405060708", "010203040506070840000001"})
  void l2tpVersion3IsKnownByWhatItCarries(String agreed) {
    assertThat(status(1701, "0003 0000 00000009" + agreed + ETHERNET_IPV4_TCP)).isEqualTo(TCP);
    assertThat(status(1701, "0003 0000 00000009" + agreed + IPV6_TCP)).isEqualTo(TCP);
    assertThat(status(1701, "0003 0000 00000009" + agreed + "ff03 0021" + IPV4_TCP)).isEqualTo(TCP);
    Decoded overIp = Decoded.ip(ipv4(115, "00000009" + agreed + ETHERNET_IPV4_TCP));
    assertThat(overIp.status()).isEqualTo(TCP);
    Decoded unknown = Decoded.ip(ipv4(115, "00000009" + agreed + "77".repeat(40)));
    assertThat(unknown.status()).isEqualTo(UNKNOWN);
    assertThat(name(unknown)).isEqualTo("L2TPv3");
  }

  @Test
  void ipInL2tpNeedsItsChecksum() {
    String right = IPV4_TCP.replaceFirst(" 0000 c0000201", " 3c52 c0000201");
    assertThat(status(1701, "0003 0000 00000009" + right)).isEqualTo(TCP);
    assertThat(status(1701, "0003 0000 00000009" + IPV4_TCP)).isEqualTo(UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0001 00 00 0102030405060708 00",
        "0001 02 04 aabb 01020304 0102030405060708 00",
        "0000 1234 3fffffff",
        "0001 00 00 0102030405060708 00 0000 1234 3fffffff",
      })
  void teredoHeaders(String headers) {
    assertThat(status(3544, headers + IPV6_TCP)).isEqualTo(TCP);
    assertThat(status(3545, headers + IPV6_TCP)).as("another port").isEqualTo(UDP);
    assertThat(status(3544, headers + IPV4_TCP)).as("no IPv6").isEqualTo(UDP);
  }

  @Test
  void teredoClientsTalkOnAnyPort() {
    String address = "20010000" + "0db80000" + "00000000" + "00000002";
    String packet = IPV6_TCP.replace("20010db8000000000000000000000002", address);
    assertThat(Decoded.ip(ipv4(17, udp(50_001, 50_002, packet))).status()).isEqualTo(TCP);
    assertThat(Decoded.ip(ipv4(17, udp(50_001, 50_002, packet.substring(0, 90)))).status())
        .as("shorter than it claims")
        .isEqualTo(UDP);
  }

  @Test
  void capwapHeader() {
    CapwapView capwap = new CapwapView();
    capwap.wrap(ByteBuffer.wrap(Hex.bytes("ee 00 20 0320 0000 0000")), 1);

    assertThat(capwap.preamble()).isZero();
    assertThat(capwap.headerLength()).isEqualTo(16);
    assertThat(capwap.binding()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "00 10 0300 0000 0000, TCP",
    "00 18 0310 0000 0000 06 0200, TCP", // a radio's address
    "00 10 0308 0000 0000, OTHER", // keep-alive
    "00 10 0380 0001 0000, UNKNOWN", // fragment
    "00 10 0700 0000 0000, UNKNOWN", // another kind of radio
    "00 08 0300 0000 0000, UDP", // shorter than its fixed part
    "00 f8 0300 0000 0000 , TCP",
    "10 10 0300 0000 0000, UDP", // another version
    "01 000000 17fefd, ENCRYPTED",
    "01 000000 99fefd, UDP",
  })
  void capwapIsKnownByItsHeader(String header, DecodeStatus expected) {
    int claimed = Hex.bytes(header)[1] >>> 3 & 0x1f;
    int missing = Math.max(0, claimed * 4 - Hex.length(header));
    String wireless = "0801" + DATA_80211 + SNAP + "0800" + IPV4_TCP;
    assertThat(status(5247, header + "00".repeat(missing) + wireless)).isEqualTo(expected);
  }

  @Test
  void someAccessPointsSwapBytes() {
    String swapped = "1108" + DATA_80211.replace("1000 ", "0010 ") + SNAP + "0800" + IPV4_TCP;
    assertThat(status(5247, "00 10 0300 0000 0000" + swapped)).isEqualTo(TCP);
    assertThat(status(5247, "00 10 0300 0000 0000" + "4108" + swapped.substring(4)))
        .as("protected")
        .isEqualTo(ENCRYPTED);
  }

  @ParameterizedTest
  @CsvSource({
    "4754, 0000 0800, TCP",
    "4754, 2000 0800 00000007, TCP",
    "4754, 0001 0800, UDP",
    "4754, 4000 0800, UDP",
    "6635, 00010140, TCP",
    "6635, 00010040 00020140, TCP",
    "6635, 00010040 00020040, UDP", // no last label
    "6635, 00010140 ff, UDP",
  })
  void greAndMplsOverUdp(int port, String header, DecodeStatus expected) {
    assertThat(status(port, header + IPV4_TCP)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "4500, 11223344 00000001, ESP in UDP",
    "51820, 04000000 00000001, WireGuard",
    "1194, 30, OpenVPN",
    "1194, 48 000001, OpenVPN",
    "4755, 17fefd, GRE over DTLS",
    "6636, 17fefd, MPLS over DTLS",
  })
  void encryptedTunnelsAreNamed(int port, String start, String name) {
    Decoded decoded = decoded(port, start + "5a".repeat(40));
    assertThat(decoded.status()).isEqualTo(ENCRYPTED);
    assertThat(name(decoded)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "4500, 00000000 1122334455667788", // IKE
    "51820, 01000000 00000001", // a handshake
    "1194, 38", // control
    "4755, 16fefd",
  })
  void whatSetsThemUpIsNot(int port, String start) {
    assertThat(status(port, start + "5a".repeat(40))).isEqualTo(UDP);
  }

  @Test
  void anAnswerToANameQueryIsNoTunnel() {
    String payload = "11223344 00000001" + "5a".repeat(40);
    assertThat(Decoded.ip(ipv4(17, udp(53, 4500, payload))).status()).isEqualTo(UDP);
    assertThat(
            Decoded.ip(ipv4(17, udp(53, 4789, "08000000 00002a00" + ETHERNET_IPV4_TCP))).status())
        .isEqualTo(UDP);
  }

  @Test
  void keepAlivesAreUdp() {
    assertThat(status(4500, "ff")).isEqualTo(UDP);
    for (int port : new int[] {1194, 1701, 2152, 3544, 4500, 4754, 4790, 5247, 6635, 51820}) {
      assertThat(status(port, "")).as("%d", port).isEqualTo(UDP);
    }
  }

  private static String gtp(String type, String payload) {
    return "30" + type + Hex.u16(Hex.length(payload)) + "00000007" + payload;
  }

  private static Decoded decoded(int port, String payload) {
    return Decoded.ip(ipv4(17, udp(40_000, port, payload)));
  }

  private static DecodeStatus status(int port, String payload) {
    return decoded(port, payload).status();
  }

  private static String name(Decoded decoded) {
    return Protocols.name(decoded.packet().protocol());
  }
}
