package io.tcpdx.wire;

import static io.tcpdx.wire.DecodeStatus.MALFORMED;
import static io.tcpdx.wire.DecodeStatus.OTHER;
import static io.tcpdx.wire.DecodeStatus.TCP;
import static io.tcpdx.wire.DecodeStatus.TRUNCATED;
import static io.tcpdx.wire.DecodeStatus.UNKNOWN;
import static io.tcpdx.wire.DecodeStatus.UNSUPPORTED_LINK;
import static io.tcpdx.wire.SampleFrames.DATA_80211;
import static io.tcpdx.wire.SampleFrames.ETHERNET_ADDRESSES;
import static io.tcpdx.wire.SampleFrames.IPV4_TCP;
import static io.tcpdx.wire.SampleFrames.IPV6_TCP;
import static io.tcpdx.wire.SampleFrames.SNAP;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Link layers other than Ethernet. */
final class LinkLayersTest {
  @Test
  void linuxCooked() {
    LinuxCookedView cooked = new LinuxCookedView();
    cooked.wrap(ByteBuffer.wrap(Hex.bytes("0004 0001 0006 020000000001 0000 86dd")), 0);

    assertThat(cooked.packetType()).isEqualTo(4);
    assertThat(cooked.protocol()).isEqualTo(EtherTypes.IPV6);
  }

  @Test
  void linuxCooked2() {
    LinuxCooked2View cooked = new LinuxCooked2View();
    cooked.wrap(ByteBuffer.wrap(Hex.bytes("0800 0000 00000007 0001 04 06 020000000001 0000")), 0);

    assertThat(cooked.protocol()).isEqualTo(EtherTypes.IPV4);
    assertThat(cooked.interfaceIndex()).isEqualTo(7);
    assertThat(cooked.packetType()).isEqualTo(4);
  }

  @Test
  void aCookedFrameMayStartWithLlcOrATag() {
    String cooked = "0000 0001 0006 020000000001 0000 ";
    assertThat(Decoded.frame(LinkTypes.LINUX_SLL, cooked, "0004", SNAP, "0800", IPV4_TCP).status())
        .isEqualTo(TCP);
    assertThat(Decoded.frame(LinkTypes.LINUX_SLL, cooked, "8100 0001 0800", IPV4_TCP).status())
        .isEqualTo(TCP);
    assertThat(Decoded.frame(LinkTypes.LINUX_SLL, cooked, "0003", IPV4_TCP).status())
        .isEqualTo(UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "02000000, 4",
    "00000002, 4",
    "1e000000, 6",
    "1c000000, 6",
    "18000000, 6",
    "0a000000, 6",
    "17000000, 6",
    "0000001e, 6",
    "0000001c, 6",
    "00000018, 6",
  })
  void loopbackNamesTheFamilyAsItsSystemDoes(String family, int version) {
    Decoded decoded = Decoded.frame(LinkTypes.NULL, family, version == 4 ? IPV4_TCP : IPV6_TCP);

    assertThat(decoded.status()).isEqualTo(TCP);
    assertThat(decoded.packet().ipVersion()).isEqualTo(version);
  }

  @Test
  void otherFamiliesAreOther() {
    assertThat(Decoded.frame(LinkTypes.NULL, "07000000", IPV4_TCP).status()).isEqualTo(OTHER);
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 14, 101, 228, 229})
  void rawIpIsToldByItsVersion(int linkType) {
    assertThat(Decoded.frame(linkType, IPV4_TCP).packet().ipVersion()).isEqualTo(4);
    assertThat(Decoded.frame(linkType, IPV6_TCP).packet().ipVersion()).isEqualTo(6);
    assertThat(Decoded.frame(linkType, "00").status()).isEqualTo(UNKNOWN);
    assertThat(Decoded.frame(linkType, "").status()).isEqualTo(MALFORMED);
  }

  @Test
  void fddi() {
    FddiView fddi = new FddiView();
    fddi.wrap(ByteBuffer.wrap(Hex.bytes("57" + ETHERNET_ADDRESSES)), 0);
    assertThat(fddi.frameControl()).isEqualTo(0x57);

    assertThat(
            Decoded.frame(LinkTypes.FDDI, "d0", ETHERNET_ADDRESSES, SNAP, "0800", IPV4_TCP)
                .status())
        .as("synchronous")
        .isEqualTo(TCP);
    assertThat(
            Decoded.frame(LinkTypes.FDDI, "41", ETHERNET_ADDRESSES, SNAP, "0800", IPV4_TCP)
                .status())
        .as("station management")
        .isEqualTo(OTHER);
  }

  @Test
  void wirelessDataHeader() {
    Ieee80211View header = new Ieee80211View();
    header.wrap(ByteBuffer.wrap(Hex.bytes("8883")), 0);

    assertThat(header.version()).isZero();
    assertThat(header.type()).isEqualTo(2);
    assertThat(header.subtype()).isEqualTo(8);
    assertThat(header.flags()).isEqualTo(0x83);
    assertThat(header.headerLength()).isEqualTo(24 + 6 + 2 + 4);
  }

  @ParameterizedTest
  @CsvSource({
    "0801, '', TCP",
    "0803, 020000000004, TCP",
    "8802, 0000, TCP",
    "8803, 020000000004 0000, TCP",
    "8881, 0000 00000000, TCP",
    "0841, '', ENCRYPTED",
    "8841, 0000, ENCRYPTED",
    "0805, '', UNKNOWN", // fragmented
    "4801, '', OTHER", // no data
    "c801, 0000, OTHER", // no data, with QoS
    "8000, '', OTHER", // beacon
    "d400, '', OTHER", // acknowledgement
    "0c00, '', UNKNOWN", // of no type
    "0901, '', UNKNOWN", // another version
  })
  void wirelessFrames(String control, String optional, DecodeStatus expected) {
    assertThat(
            Decoded.frame(
                    LinkTypes.IEEE802_11, control, DATA_80211, optional, SNAP, "0800", IPV4_TCP)
                .status())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "00 00 0800 00000000, 0, 1",
    "00 00 0900 02000000 10, 16, 1",
    "00 00 1100 03000000 0102030405060708 20, 32, 4",
    // Two words of present fields end at 12: the timer is aligned to 16.
    "00 00 1900 03000080 00000000 00000000 0102030405060708 20, 32, 4",
    "00 00 0800 02000000 20, 0, 1", // ends before its flags
  })
  void radiotapFlags(String hex, int flags, int alignment) {
    byte[] bytes = Hex.bytes(hex, "00000000000000000000000000000000");
    RadiotapView radiotap = new RadiotapView();
    radiotap.wrap(ByteBuffer.wrap(bytes), 0);

    assertThat(radiotap.version()).isZero();
    assertThat(radiotap.flags()).isEqualTo(flags);
    assertThat(radiotap.headerAlignment()).isEqualTo(alignment);
  }

  @Test
  void radiotapMayKeepTheFrameCheckSequence() {
    String unsegmented = IPV4_TCP.replaceFirst("^45 02 \\w{4}", "45 02 0000");
    Decoded decoded =
        Decoded.frame(
            LinkTypes.IEEE802_11_RADIOTAP,
            "00 00 0900 02000000 10 0801",
            DATA_80211,
            SNAP,
            "0800",
            unsegmented,
            "deadbeef");

    assertThat(decoded.status()).isEqualTo(TCP);
    assertThat(decoded.payload()).isEqualTo("hello");
  }

  @Test
  void badRadiotapHeaders() {
    assertThat(Decoded.frame(LinkTypes.IEEE802_11_RADIOTAP, "01 00 0800 00000000").status())
        .isEqualTo(UNKNOWN);
    assertThat(Decoded.frame(LinkTypes.IEEE802_11_RADIOTAP, "00 00 0700 00000000").status())
        .isEqualTo(MALFORMED);
    assertThat(Decoded.frame(LinkTypes.IEEE802_11_RADIOTAP, "00 00 ffff 00000000").status())
        .isEqualTo(MALFORMED);
  }

  @Test
  void nflogInEitherByteOrder() {
    String length = Hex.u16(4 + Hex.length(IPV4_TCP));
    assertThat(
            Decoded.frame(
                    LinkTypes.NFLOG, "02 00 0000 0008 0001 08000001", length, "0009", IPV4_TCP)
                .status())
        .isEqualTo(TCP);
    assertThat(Decoded.frame(LinkTypes.NFLOG, "02 00 0000 0800 0100 08000001").status())
        .as("no payload")
        .isEqualTo(OTHER);
    assertThat(Decoded.frame(LinkTypes.NFLOG, "02 00 0000 0300 0100").status())
        .as("an attribute shorter than its header")
        .isEqualTo(OTHER);
    byte[] cut = Hex.bytes("02 00 0000 0800 0100 0800");
    assertThat(Decoded.cut(LinkTypes.NFLOG, cut.length, 100, cut).status()).isEqualTo(TRUNCATED);
  }

  @Test
  void linkTypesHaveTheNamesOfLibpcap() {
    assertThat(LinkTypes.name(LinkTypes.ETHERNET)).isEqualTo("EN10MB");
    assertThat(LinkTypes.name(LinkTypes.LINUX_SLL2)).isEqualTo("LINUX_SLL2");
    assertThat(LinkTypes.name(LinkTypes.RAW)).isEqualTo("RAW");
    assertThat(LinkTypes.name(12)).isEqualTo("RAW");
    assertThat(LinkTypes.name(60_000)).isEqualTo("LINKTYPE_60000");
  }

  @Test
  void anUnknownLinkTypeIsSaidToBe() {
    assertThat(Decoded.frame(60_000, IPV4_TCP).status()).isEqualTo(UNSUPPORTED_LINK);
    assertThat(Decoded.frame(60_000, IPV4_TCP).status().undecoded()).isTrue();
  }

  @Test
  void aFallbackSaysWhereIpStarts() {
    byte[] bytes = Hex.bytes("aabbcc" + IPV4_TCP);
    assertThat(decodeWith((type, buffer, offset, length) -> 3, bytes)).isEqualTo(TCP);
    assertThat(decodeWith((type, buffer, offset, length) -> LinkFallback.NOT_IP, bytes))
        .isEqualTo(UNKNOWN);
    assertThat(decodeWith((type, buffer, offset, length) -> bytes.length + 1, bytes))
        .isEqualTo(UNKNOWN);
  }

  private static DecodeStatus decodeWith(LinkFallback fallback, byte[] bytes) {
    Frame frame = new Frame();
    frame.set(ByteBuffer.wrap(bytes), 0, bytes.length, bytes.length, 0, 60_000, 1);
    return new PacketDecoder(fallback).decode(frame, new Packet());
  }
}
