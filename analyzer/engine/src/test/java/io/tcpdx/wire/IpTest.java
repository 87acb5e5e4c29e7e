package io.tcpdx.wire;

import static io.tcpdx.wire.DecodeStatus.MALFORMED;
import static io.tcpdx.wire.DecodeStatus.OTHER;
import static io.tcpdx.wire.DecodeStatus.TCP;
import static io.tcpdx.wire.DecodeStatus.TRUNCATED;
import static io.tcpdx.wire.SampleFrames.IPV4_TCP;
import static io.tcpdx.wire.SampleFrames.IPV6_TCP;
import static io.tcpdx.wire.SampleFrames.ipv6;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IPv4 and IPv6 headers, their lengths, and extension headers. */
final class IpTest {
  @Test
  void version4Header() {
    Ipv4View ipv4 = new Ipv4View();
    ipv4.wrap(
        ByteBuffer.wrap(Hex.bytes("ee 47 b9 fedc abcd 7fff 3f 11 beef c0000201 ffffffff")), 1);

    assertThat(ipv4.version()).isEqualTo(4);
    assertThat(ipv4.headerLength()).isEqualTo(28);
    assertThat(ipv4.ecn()).isEqualTo(1);
    assertThat(ipv4.totalLength()).isEqualTo(0xfedc);
    assertThat(ipv4.identification()).isEqualTo(0xabcd);
    assertThat(ipv4.moreFragments()).isTrue();
    assertThat(ipv4.fragmentOffset()).isEqualTo(0x1fff * 8);
    assertThat(ipv4.timeToLive()).isEqualTo(63);
    assertThat(ipv4.protocol()).isEqualTo(17);
    assertThat(ipv4.source()).isEqualTo(0xc0000201L);
    assertThat(ipv4.destination()).isEqualTo(0xffffffffL);
  }

  @ParameterizedTest
  @CsvSource({
    "0000, false",
    "4000, false",
    "8000, false",
    "2000, true",
    "0001, true",
    "1fff, true"
  })
  void fragmentsOfVersion4(String field, boolean fragment) {
    Ipv4View ipv4 = new Ipv4View();
    ipv4.wrap(ByteBuffer.wrap(Hex.bytes("450000280000" + field)), 0);
    assertThat(ipv4.isFragment()).isEqualTo(fragment);
  }

  @Test
  void version6Header() {
    Ipv6View ipv6 = new Ipv6View();
    ipv6.wrap(
        ByteBuffer.wrap(
            Hex.bytes(
                "ee 6fbf ffff fedc 3a 40",
                "20010db8000000010000000000000001 fe80000000000002000000000000ffff")),
        1);

    assertThat(ipv6.version()).isEqualTo(6);
    assertThat(ipv6.ecn()).isEqualTo(3);
    assertThat(ipv6.payloadLength()).isEqualTo(0xfedc);
    assertThat(ipv6.nextHeader()).isEqualTo(58);
    assertThat(ipv6.hopLimit()).isEqualTo(64);
    assertThat(ipv6.sourceHigh()).isEqualTo(0x20010db8_00000001L);
    assertThat(ipv6.sourceLow()).isEqualTo(1);
    assertThat(ipv6.destinationHigh()).isEqualTo(0xfe800000_00000002L);
    assertThat(ipv6.destinationLow()).isEqualTo(0xffff);
  }

  @Test
  void packetShowsVersion4Fields() {
    Packet packet = Decoded.ip(IPV4_TCP).packet();

    assertThat(packet.ipVersion()).isEqualTo(4);
    assertThat(packet.ecn()).isEqualTo(2);
    assertThat(packet.hopLimit()).isEqualTo(64);
    assertThat(packet.ipIdentification()).isEqualTo(0x1234);
    assertThat(packet.sourceHigh()).isZero();
    assertThat(packet.sourceLow()).isEqualTo(0xc0000201L);
    assertThat(packet.destinationLow()).isEqualTo(0xc6336402L);
  }

  @Test
  void packetShowsVersion6Fields() {
    Packet packet = Decoded.ip(IPV6_TCP).packet();

    assertThat(packet.ipVersion()).isEqualTo(6);
    assertThat(packet.ecn()).isEqualTo(2);
    assertThat(packet.hopLimit()).isEqualTo(57);
    assertThat(packet.ipIdentification()).isEqualTo(-1);
    assertThat(packet.sourceHigh()).isEqualTo(0x20010db8_00000000L);
    assertThat(packet.destinationLow()).isEqualTo(2);
  }

  @Test
  void paddingIsNotPayload() {
    assertThat(Decoded.ip(IPV4_TCP, "00".repeat(9)).payload()).isEqualTo("hello");
    assertThat(Decoded.ip(IPV6_TCP, "00".repeat(9)).payload()).isEqualTo("hello");
  }

  @Test
  void lengthsLeftToTheCardAreTheFrames() {
    Decoded version4 = Decoded.ip(IPV4_TCP.replaceFirst("^45 02 \\w{4}", "45 02 0000"));
    Decoded version6 = Decoded.ip(IPV6_TCP.replaceFirst("^60 20 0000 \\w{4}", "60 20 0000 0000"));

    assertThat(version4.payload()).isEqualTo("hello");
    assertThat(version6.payload()).isEqualTo("hello");
    assertThat(version6.packet().payloadLength()).isEqualTo(5);
  }

  @Test
  void theLengthOfACutPacketIsWhatItsHeaderSays() {
    byte[] bytes = Hex.bytes(IPV4_TCP);
    // Some programs forget the original length of what they cut.
    Decoded decoded = Decoded.cut(LinkTypes.RAW, bytes.length - 3, bytes.length - 3, bytes);

    assertThat(decoded.status()).isEqualTo(TCP);
    assertThat(decoded.packet().payloadLength()).isEqualTo(5);
    assertThat(decoded.packet().payloadCapturedLength()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "55 00 0028 0000 0000 40 06 0000 c0000201 c6336402", // version
        "44 00 0028 0000 0000 40 06 0000 c0000201 c6336402", // header length
        "45 00 0013 0000 0000 40 06 0000 c0000201 c6336402", // total length
        "46 00 0014 0000 0000 40 06 0000 c0000201 c6336402", // total shorter than header
      })
  void impossibleVersion4Headers(String header) {
    String type = "0800";
    assertThat(
            Decoded.ethernet(SampleFrames.ETHERNET_ADDRESSES, type, header, SampleFrames.TCP)
                .status())
        .isEqualTo(MALFORMED);
  }

  @Test
  void impossibleVersion6Header() {
    assertThat(
            Decoded.ethernet(
                    SampleFrames.ETHERNET_ADDRESSES, "86dd", IPV6_TCP.replaceFirst("60", "40"))
                .status())
        .isEqualTo(MALFORMED);
  }

  @Test
  void otherProtocolsAreOther() {
    assertThat(Decoded.ip(SampleFrames.ipv4(132, SampleFrames.TCP)).status()).isEqualTo(OTHER);
    assertThat(Decoded.ip(SampleFrames.ipv4(44, SampleFrames.TCP)).status())
        .as("IPv6 extension headers have no business in IPv4")
        .isEqualTo(DecodeStatus.UNKNOWN);
    assertThat(Decoded.ip(ipv6(59, SampleFrames.TCP)).status()).isEqualTo(OTHER);
    assertThat(Decoded.ip(ipv6(58, SampleFrames.TCP)).status()).isEqualTo(OTHER);
  }

  @Test
  void extensionHeader() {
    Ipv6ExtensionView extension = new Ipv6ExtensionView();
    extension.wrap(ByteBuffer.wrap(Hex.bytes("ee 2b 01 00 01 02 0000 c204 00012345 0000")), 1);

    assertThat(extension.nextHeader()).isEqualTo(43);
    assertThat(extension.headerLength()).isEqualTo(16);
    assertThat(extension.jumboPayloadLength()).isEqualTo(0x12345);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "06 00 0104 00000000",
        "06 00 0000 0000 00c2", // the option's length would be the next header's
        "06 00 00c2 0400 0123", // its value too
        "06 00 c203 00012345", // the wrong length
        "06 00 01ff 00000000", // an option longer than the header
      })
  void hopByHopHeadersWithoutAJumboLength(String hex) {
    Ipv6ExtensionView extension = new Ipv6ExtensionView();
    extension.wrap(ByteBuffer.wrap(Hex.bytes(hex, "45000000")), 0);
    assertThat(extension.jumboPayloadLength()).isZero();
  }

  @Test
  void jumboPayload() {
    String payload = "06 00 c204 %08x".formatted(8 + 32 + 70_000) + SampleFrames.TCP;
    String header = ipv6(0, "");
    byte[] bytes = Hex.bytes(header, payload);
    Decoded decoded = Decoded.cut(LinkTypes.RAW, bytes.length, 40 + 8 + 32 + 70_000, bytes);

    assertThat(decoded.status()).isEqualTo(TCP);
    assertThat(decoded.packet().payloadLength()).isEqualTo(70_000);
    assertThat(decoded.packet().payloadCapturedLength()).isEqualTo(5);
  }

  @Test
  void aJumboLengthThatCannotBe() {
    assertThat(Decoded.ip(ipv6(0, ""), "06 00 c204 00000007", SampleFrames.TCP).status())
        .isEqualTo(MALFORMED);
  }

  @Test
  void fragmentHeader() {
    Ipv6FragmentView fragment = new Ipv6FragmentView();
    fragment.wrap(ByteBuffer.wrap(Hex.bytes("ee 06 00 fff9 89abcdef")), 1);

    assertThat(fragment.nextHeader()).isEqualTo(6);
    assertThat(fragment.fragmentOffset()).isEqualTo(0xfff8);
    assertThat(fragment.moreFragments()).isTrue();
    assertThat(fragment.isFragment()).isTrue();
    assertThat(fragment.identification()).isEqualTo(0x89abcdef);
  }

  @Test
  void anAtomicFragmentIsAWholePacket() {
    Decoded decoded = Decoded.ip(ipv6(44, "06 00 0000 89abcdef" + SampleFrames.TCP));

    assertThat(decoded.status()).isEqualTo(TCP);
    assertThat(decoded.packet().ipIdentification()).isEqualTo(0xcdef);
  }

  @Test
  void authenticationHeader() {
    AuthenticationHeaderView header = new AuthenticationHeaderView();
    header.wrap(ByteBuffer.wrap(Hex.bytes("06 04 0000")), 0);

    assertThat(header.nextHeader()).isEqualTo(6);
    assertThat(header.headerLength()).isEqualTo(24);
    assertThat(
            Decoded.ip(SampleFrames.ipv4(51, "06 00 0000 00000001 00000002" + SampleFrames.TCP))
                .status())
        .as("shorter than its own fields")
        .isEqualTo(MALFORMED);
  }

  @Test
  void anExtensionHeaderThatWasCutIsTruncated() {
    byte[] bytes = Hex.bytes(ipv6(0, "06 01 0104 00000000 010600000000 0000" + SampleFrames.TCP));
    assertThat(Decoded.cut(LinkTypes.RAW, 40 + 8, bytes.length, bytes).status())
        .isEqualTo(TRUNCATED);
  }
}
