package io.tcpdx.wire;

import static io.tcpdx.wire.DecodeStatus.MALFORMED;
import static io.tcpdx.wire.DecodeStatus.OTHER;
import static io.tcpdx.wire.DecodeStatus.TCP;
import static io.tcpdx.wire.DecodeStatus.UDP;
import static io.tcpdx.wire.DecodeStatus.UNKNOWN;
import static io.tcpdx.wire.SampleFrames.ETHERNET_IPV4_TCP;
import static io.tcpdx.wire.SampleFrames.IPV4_TCP;
import static io.tcpdx.wire.SampleFrames.ipv4;
import static io.tcpdx.wire.SampleFrames.udp;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TunnelsTest {
  @Test
  void theInnermostAddressesCount() {
    String outer = "45 00 %04x 0001 4000 07 04 0000 0a000001 0a000002";
    Decoded decoded = Decoded.ip(outer.formatted(20 + Hex.length(IPV4_TCP)), IPV4_TCP);

    assertThat(decoded.status()).isEqualTo(TCP);
    assertThat(decoded.source()).isEqualTo("192.0.2.1");
    assertThat(decoded.packet().hopLimit()).isEqualTo(64);
    assertThat(decoded.packet().frameLength()).isEqualTo(20 + Hex.length(IPV4_TCP));
  }

  @Test
  void eightHeadersOfIpAreEnough() {
    String nested = IPV4_TCP;
    for (int i = 0; i < 7; i++) {
      nested = ipv4(4, nested);
    }
    assertThat(Decoded.ip(nested).status()).isEqualTo(TCP);
    assertThat(Decoded.ip(ipv4(4, nested)).status()).isEqualTo(UNKNOWN);
  }

  @Test
  void greHeader() {
    GreView gre = new GreView();
    gre.wrap(ByteBuffer.wrap(Hex.bytes("ee 3081 880b 0123 0001")), 1);

    assertThat(gre.flags()).isEqualTo(0x3080);
    assertThat(gre.version()).isEqualTo(1);
    assertThat(gre.protocol()).isEqualTo(0x880b);
    assertThat(gre.payloadLength()).isEqualTo(0x123);
    assertThat(gre.headerLength()).isEqualTo(4 + 4 + 4 + 4);
  }

  @ParameterizedTest
  @CsvSource({
    "0000, '', TCP",
    "8000, 00000000, TCP",
    "2000, 00000001, TCP",
    "1000, 00000001, TCP",
    "b000, 00000000 00000001 00000002, TCP",
    "0080, '', TCP", // an acknowledgment number is for version 1
    "4000, 00000000 00000000, UNKNOWN", // routed
    "0002, '', UNKNOWN", // another version
  })
  void greFields(String flags, String fields, DecodeStatus expected) {
    assertThat(Decoded.ip(ipv4(47, flags + "0800" + fields + IPV4_TCP)).status())
        .isEqualTo(expected);
  }

  @Test
  void aGreAcknowledgementWithoutPayloadIsOther() {
    assertThat(Decoded.ip(ipv4(47, "2081 880b 0000 0001 00000007")).status()).isEqualTo(OTHER);
    assertThat(Decoded.ip(ipv4(47, "0001 880b 00000000")).status()).isEqualTo(OTHER);
  }

  @Test
  void erspanOfTypeOneHasNoHeader() {
    assertThat(Decoded.ip(ipv4(47, "0000 88be" + ETHERNET_IPV4_TCP)).status()).isEqualTo(TCP);
    assertThat(
            Decoded.ip(ipv4(47, "1000 88be 00000001 3000 0000 00000000" + ETHERNET_IPV4_TCP))
                .status())
        .as("another version")
        .isEqualTo(UNKNOWN);
    assertThat(
            Decoded.ip(
                    ipv4(47, "1000 22eb 00000001 2000 0000 00000000 0000 0000" + ETHERNET_IPV4_TCP))
                .status())
        .as("type III without the platform's header")
        .isEqualTo(TCP);
  }

  @Test
  void vxlanHeader() {
    VxlanView vxlan = new VxlanView();
    vxlan.wrap(ByteBuffer.wrap(Hex.bytes("ee 08000000 12345600")), 1);

    assertThat(vxlan.flags()).isEqualTo(8);
    assertThat(vxlan.network()).isEqualTo(0x123456);
  }

  @ParameterizedTest
  @CsvSource({
    "4789, 08000000 00002a00, TCP",
    "8472, 08000000 00002a00, TCP",
    "4789, 88008001 00002a00, TCP", // group policy
    "4789, 00000000 00002a00, TCP", // reserved bits are to be ignored
    "4789, 08000001 00002a00, TCP",
    "4789, 08000000 00002a01, TCP",
    "4788, 08000000 00002a00, UDP",
  })
  void vxlanIsKnownByPortAndHeader(int port, String header, DecodeStatus expected) {
    assertThat(Decoded.ip(ipv4(17, udp(4789, port, header + ETHERNET_IPV4_TCP))).status())
        .isEqualTo(expected);
  }

  @Test
  void vxlanWithReservedBitsNeedsEthernetBehindIt() {
    assertThat(Decoded.ip(ipv4(17, udp(4789, 4789, "08000001 00002a00" + IPV4_TCP))).status())
        .isEqualTo(UDP);
  }

  @Test
  void geneveHeader() {
    GeneveView geneve = new GeneveView();
    geneve.wrap(ByteBuffer.wrap(Hex.bytes("ee 3f 40 86dd 12345600")), 1);

    assertThat(geneve.headerLength()).isEqualTo(8 + 63 * 4);
    assertThat(geneve.protocol()).isEqualTo(EtherTypes.IPV6);
    assertThat(geneve.network()).isEqualTo(0x123456);
  }

  @ParameterizedTest
  @CsvSource({
    "6081, 0000 6558 00000100, TCP",
    "6081, 0240 6558 00000100 0000000000000000, TCP",
    "6081, 4000 6558 00000100, UDP", // another version
    "6081, 0000 1234 00000100, UDP", // an unknown protocol
    "6081, 0000 6558 00000101, UDP", // reserved
    "6082, 0000 6558 00000100, UDP",
  })
  void geneveIsKnownByPortAndHeader(int port, String header, DecodeStatus expected) {
    assertThat(Decoded.ip(ipv4(17, udp(40000, port, header + ETHERNET_IPV4_TCP))).status())
        .isEqualTo(expected);
  }

  @Test
  void ayiyaHeader() {
    AyiyaView ayiya = new AyiyaView();
    ayiya.wrap(ByteBuffer.wrap(Hex.bytes("ee 41 52 11 29 00000000")), 1);

    assertThat(ayiya.identityLength()).isEqualTo(16);
    assertThat(ayiya.signatureLength()).isEqualTo(20);
    assertThat(ayiya.nextHeader()).isEqualTo(41);
    assertThat(ayiya.headerLength()).isEqualTo(8 + 16 + 20);
    assertThat(Decoded.ip(ipv4(17, udp(5072, 5072, "41521029" + "00".repeat(60)))).status())
        .as("a heartbeat")
        .isEqualTo(UDP);
  }

  @Test
  void anEmptyDatagramOnATunnelsPortIsUdp() {
    for (int port : new int[] {4789, 8472, 6081, 5072}) {
      Decoded decoded = Decoded.ip(ipv4(17, udp(port, port, "")));
      assertThat(decoded.status()).isEqualTo(UDP);
      assertThat(decoded.packet().payloadLength()).isZero();
    }
  }

  @Test
  void whatATunnelHoldsIsAnsweredFor() {
    assertThat(Decoded.ip(ipv4(47, "0000 0806 0001")).status()).isEqualTo(OTHER);
    assertThat(Decoded.ip(ipv4(47, "0000 0800 33")).status()).isEqualTo(MALFORMED);
    assertThat(Decoded.ip(ipv4(97, "2000" + ETHERNET_IPV4_TCP)).status()).isEqualTo(UNKNOWN);
    assertThat(Decoded.ip(ipv4(137, "00010140" + IPV4_TCP)).status()).isEqualTo(TCP);
  }
}
