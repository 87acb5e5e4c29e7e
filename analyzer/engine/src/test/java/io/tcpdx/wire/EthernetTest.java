package io.tcpdx.wire;

import static io.tcpdx.wire.DecodeStatus.MALFORMED;
import static io.tcpdx.wire.DecodeStatus.OTHER;
import static io.tcpdx.wire.DecodeStatus.TCP;
import static io.tcpdx.wire.DecodeStatus.TRUNCATED;
import static io.tcpdx.wire.DecodeStatus.UNKNOWN;
import static io.tcpdx.wire.SampleFrames.ETHERNET_ADDRESSES;
import static io.tcpdx.wire.SampleFrames.IPV4_TCP;
import static io.tcpdx.wire.SampleFrames.SNAP;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ethernet and what may stand between it and IP. */
final class EthernetTest {
  private static ByteBuffer at1(String hex) {
    return ByteBuffer.wrap(Hex.bytes("ee" + hex));
  }

  @Test
  void header() {
    EthernetView ethernet = new EthernetView();
    ethernet.wrap(at1("020000000002 fe0000000001 86dd"), 1);

    assertThat(ethernet.destination()).isEqualTo(0x02_00_00_00_00_02L);
    assertThat(ethernet.source()).isEqualTo(0xfe_00_00_00_00_01L);
    assertThat(ethernet.type()).isEqualTo(EtherTypes.IPV6);
  }

  @Test
  void vlanTag() {
    VlanTagView tag = new VlanTagView();
    tag.wrap(at1("f064 88a8"), 1);

    assertThat(tag.vlanId()).isEqualTo(0x064);
    assertThat(tag.type()).isEqualTo(0x88a8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8100", "88a8", "9100", "9200"})
  void everyTagTypeIsPeeled(String type) {
    assertThat(Decoded.ethernet(ETHERNET_ADDRESSES, type, "0001 8100 0002 0800", IPV4_TCP).status())
        .isEqualTo(TCP);
  }

  @Test
  void tagsWithoutEndAreNotFollowed() {
    assertThat(Decoded.ethernet(ETHERNET_ADDRESSES, "8100 0001".repeat(64), "8100").status())
        .isEqualTo(UNKNOWN);
  }

  @Test
  void snap() {
    LlcView llc = new LlcView();
    llc.wrap(at1("aaaa03 0080c2 0007"), 1);

    assertThat(llc.dsap()).isEqualTo(0xaa);
    assertThat(llc.ssap()).isEqualTo(0xaa);
    assertThat(llc.control()).isEqualTo(3);
    assertThat(llc.organization()).isEqualTo(0x0080c2);
    assertThat(llc.etherType()).isEqualTo(7);
  }

  @Test
  void anIeee8023FrameEndsWhereItsLengthSays() {
    String unsegmented = IPV4_TCP.replaceFirst("^45 02 \\w{4}", "45 02 0000");
    String length = Hex.u16(8 + Hex.length(IPV4_TCP));
    Decoded decoded =
        Decoded.ethernet(ETHERNET_ADDRESSES, length, SNAP, "0800", unsegmented, "0000000000");

    assertThat(decoded.status()).isEqualTo(TCP);
    assertThat(decoded.payload()).isEqualTo("hello");
  }

  @Test
  void llcMayNameIpWithoutSnap() {
    String length = Hex.u16(3 + Hex.length(IPV4_TCP));
    assertThat(Decoded.ethernet(ETHERNET_ADDRESSES, length, "060603", IPV4_TCP).status())
        .isEqualTo(TCP);
  }

  @Test
  void otherOrganizationsAndOtherFramesAreOther() {
    String length = Hex.u16(8 + Hex.length(IPV4_TCP));
    assertThat(
            Decoded.ethernet(ETHERNET_ADDRESSES, length, "aaaa03 00000c 0800", IPV4_TCP).status())
        .isEqualTo(OTHER);
    assertThat(
            Decoded.ethernet(ETHERNET_ADDRESSES, length, "aaaabf 000000 0800", IPV4_TCP).status())
        .isEqualTo(OTHER);
    assertThat(Decoded.ethernet(ETHERNET_ADDRESSES, "05f0", IPV4_TCP).status())
        .as("neither a length nor a type")
        .isEqualTo(UNKNOWN);
    assertThat(Decoded.ethernet(ETHERNET_ADDRESSES, "88cc", IPV4_TCP).status()).isEqualTo(OTHER);
  }

  @Test
  void pppoe() {
    PppoeView pppoe = new PppoeView();
    pppoe.wrap(at1("11 09 1234 0042"), 1);

    assertThat(pppoe.versionAndType()).isEqualTo(0x11);
    assertThat(pppoe.code()).isEqualTo(9);
    assertThat(pppoe.sessionId()).isEqualTo(0x1234);
    assertThat(pppoe.payloadLength()).isEqualTo(0x42);
    assertThat(Decoded.ethernet(ETHERNET_ADDRESSES, "8864 11a7 0001 0000").status())
        .as("termination")
        .isEqualTo(OTHER);
    assertThat(Decoded.ethernet(ETHERNET_ADDRESSES, "8864 1100 0001 0006 c021 01010004").status())
        .as("link control")
        .isEqualTo(OTHER);
  }

  @Test
  void aPppProtocolMayBeOneByte() {
    String length = Hex.u16(1 + Hex.length(IPV4_TCP));
    assertThat(
            Decoded.ethernet(ETHERNET_ADDRESSES, "8864 1100 0001", length, "21", IPV4_TCP).status())
        .isEqualTo(TCP);
  }

  @Test
  void mpls() {
    MplsView mpls = new MplsView();
    mpls.wrap(at1("12345140"), 1);

    assertThat(mpls.label()).isEqualTo(0x12345);
    assertThat(mpls.bottomOfStack()).isTrue();
  }

  @Test
  void aPseudowireCarriesEthernet() {
    assertThat(
            Decoded.ethernet(
                    ETHERNET_ADDRESSES, "8847 00010140 00000000", SampleFrames.ETHERNET_IPV4_TCP)
                .status())
        .isEqualTo(TCP);
    assertThat(Decoded.ethernet(ETHERNET_ADDRESSES, "8847 00010140 ff000000").status())
        .isEqualTo(UNKNOWN);
    assertThat(Decoded.ethernet(ETHERNET_ADDRESSES, "8847 00010140 10000000").status())
        .as("an associated channel")
        .isEqualTo(OTHER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "42", "66", "aa"})
  void aPseudowireNeedsNoControlWord(String firstByteOfAddress) {
    String ethernet = firstByteOfAddress + SampleFrames.ETHERNET_IPV4_TCP.substring(2);
    assertThat(Decoded.ethernet(ETHERNET_ADDRESSES, "8847 00010140", ethernet).status())
        .isEqualTo(TCP);
  }

  @Test
  void aFrameThatWasNeverLongerIsMalformedNotTruncated() {
    byte[] bytes = Hex.bytes(ETHERNET_ADDRESSES, "08");
    assertThat(Decoded.cut(LinkTypes.ETHERNET, 13, 13, bytes).status()).isEqualTo(MALFORMED);
    assertThat(Decoded.cut(LinkTypes.ETHERNET, 13, 60, bytes).status()).isEqualTo(TRUNCATED);
    assertThat(Decoded.cut(LinkTypes.ETHERNET, 0, 60, bytes).status()).isEqualTo(TRUNCATED);
  }
}
