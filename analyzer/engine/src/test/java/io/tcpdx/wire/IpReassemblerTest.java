package io.tcpdx.wire;

import static io.tcpdx.wire.DecodeStatus.FRAGMENT;
import static io.tcpdx.wire.DecodeStatus.MALFORMED;
import static io.tcpdx.wire.DecodeStatus.OTHER;
import static io.tcpdx.wire.DecodeStatus.TCP;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Fragments through the decoder; every fragment a frame of its own. */
final class IpReassemblerTest {
  private static final String HEADER = "c350 01bb 10203040 50607080 5018 01f5 abcd 0000";
  private static final String SECOND = "11".repeat(8);
  private static final String THIRD = "22".repeat(3);

  private final PacketDecoder decoder = new PacketDecoder(LinkFallback.NONE);
  private final Packet packet = new Packet();
  private final Frame frame = new Frame();
  private long number;

  @Test
  void inOrder() {
    assertThat(fragment(0, true, HEADER + "00000000")).isEqualTo(FRAGMENT);
    assertThat(fragment(24, true, SECOND)).isEqualTo(FRAGMENT);
    assertThat(fragment(32, false, THIRD)).isEqualTo(TCP);

    assertThat(packet.tcp().sequence()).isEqualTo(0x10203040);
    assertThat(payload()).isEqualTo("00000000" + SECOND + THIRD);
    assertThat(packet.number()).isEqualTo(3);
    assertThat(packet.frameLength()).isEqualTo(20 + 3);
    assertThat(packet.sourceLow()).isEqualTo(0xc0000201L);
  }

  @Test
  void backwards() {
    assertThat(fragment(32, false, THIRD)).isEqualTo(FRAGMENT);
    assertThat(fragment(24, true, SECOND)).isEqualTo(FRAGMENT);
    assertThat(fragment(0, true, HEADER + "00000000")).isEqualTo(TCP);
    assertThat(payload()).isEqualTo("00000000" + SECOND + THIRD);
  }

  @Test
  void bytesThatCameFirstAreKept() {
    fragment(24, true, SECOND);
    fragment(0, true, HEADER + "00000000" + "ff".repeat(16));
    assertThat(fragment(40, false, THIRD)).isEqualTo(TCP);
    assertThat(payload()).isEqualTo("00000000" + SECOND + "ff".repeat(8) + THIRD);
  }

  @Test
  void aRepeatedFragmentChangesNothing() {
    fragment(0, true, HEADER + "00000000");
    assertThat(fragment(0, true, HEADER + "99999999")).isEqualTo(FRAGMENT);
    assertThat(fragment(24, false, THIRD)).isEqualTo(TCP);
    assertThat(payload()).isEqualTo("00000000" + THIRD);
  }

  @Test
  void datagramsAreToldApartByIdentificationAndAddress() {
    String first = SampleFrames.ipv4Fragment(0, true, HEADER + "00000000");
    assertThat(decode(first, 0)).isEqualTo(FRAGMENT);
    String last = SampleFrames.ipv4Fragment(24, false, THIRD);
    assertThat(decode(last.replace("1234", "1235"), 0)).isEqualTo(FRAGMENT);
    assertThat(decode(last.replace("c6336402", "c6336403"), 0)).isEqualTo(FRAGMENT);
    assertThat(decode(last, 0)).isEqualTo(TCP);
  }

  @Test
  void aDatagramWaitsThirtySeconds() {
    fragment(0, true, HEADER + "00000000");
    String last = SampleFrames.ipv4Fragment(24, false, THIRD);

    assertThat(decode(last, IpReassembler.MAX_AGE_NS + 1)).isEqualTo(FRAGMENT);
    assertThat(decoder.abandonedDatagrams()).isEqualTo(1);
    String first = SampleFrames.ipv4Fragment(0, true, HEADER + "00000000");
    assertThat(decode(first, 2 * IpReassembler.MAX_AGE_NS)).isEqualTo(TCP);
  }

  @Test
  void theOldestGivesWayWhereTooManyWait() {
    String first = SampleFrames.ipv4Fragment(0, true, HEADER + "00000000");
    for (int i = 0; i <= IpReassembler.MAX_DATAGRAMS; i++) {
      assertThat(decode(first.replace("1234", Hex.u16(i)), i)).isEqualTo(FRAGMENT);
    }
    assertThat(decoder.abandonedDatagrams()).isEqualTo(1);
    String last = SampleFrames.ipv4Fragment(24, false, THIRD);
    assertThat(decode(last.replace("1234", Hex.u16(1)), 0)).isEqualTo(TCP);
    assertThat(decode(last.replace("1234", Hex.u16(0)), 0)).isEqualTo(FRAGMENT);
  }

  @Test
  void fragmentsThatContradictAreGivenUp() {
    fragment(0, true, HEADER + "00000000");
    fragment(32, false, THIRD);
    assertThat(fragment(40, false, THIRD)).isEqualTo(MALFORMED);
    assertThat(decoder.abandonedDatagrams()).isEqualTo(1);
  }

  @Test
  void impossibleFragmentsAreMalformed() {
    assertThat(fragment(0, true, HEADER + "000000")).as("not a multiple of 8").isEqualTo(MALFORMED);
    assertThat(fragment(0, true, "")).as("empty").isEqualTo(MALFORMED);
    assertThat(fragment(65_528, false, SECOND + SECOND)).as("too long").isEqualTo(MALFORMED);
  }

  @Test
  void theCaptureMayHaveCutAFragment() {
    byte[] first = Hex.bytes(SampleFrames.ipv4Fragment(0, true, HEADER + "00000000" + SECOND));
    assertThat(decode(first, 44, first.length, 0)).isEqualTo(FRAGMENT);
    assertThat(fragment(32, false, THIRD)).isEqualTo(TCP);

    assertThat(packet.payloadLength()).isEqualTo(4 + 8 + 3);
    assertThat(packet.payloadCapturedLength()).isEqualTo(4);
    assertThat(packet.buffer().limit()).isGreaterThanOrEqualTo(24);
  }

  @Test
  void aHeaderInPiecesIsPutTogether() {
    fragment(0, true, HEADER.replace(" ", "").substring(0, 16));
    assertThat(fragment(8, false, HEADER.replace(" ", "").substring(16) + THIRD)).isEqualTo(TCP);
    assertThat(packet.tcp().window()).isEqualTo(0x01f5);
    assertThat(payload()).isEqualTo(THIRD);
  }

  @Test
  void version6() {
    String identification = "deadbeef";
    String last = SampleFrames.ipv6(44, "3a 00 0018" + identification + THIRD);
    String first = SampleFrames.ipv6(44, "06 00 0001" + identification + HEADER + "00000000");

    assertThat(decode(last, 0)).isEqualTo(FRAGMENT);
    assertThat(decode(first, 0)).as("the first fragment's next header counts").isEqualTo(TCP);
    assertThat(packet.ipVersion()).isEqualTo(6);
    assertThat(packet.ipIdentification()).isEqualTo(0xbeef);
    assertThat(payload()).isEqualTo("00000000" + THIRD);
  }

  @Test
  void aFragmentedTunnelOfFragments() {
    String inner = SampleFrames.ipv4Fragment(0, true, HEADER + "00000000").replaceAll("\\s", "");
    String outer = "45 00 %04x 0777 %04x 40 04 0000 0a000001 0a000002 %s";
    assertThat(decode(outer.formatted(44, 0x2000, inner.substring(0, 48)), 0)).isEqualTo(FRAGMENT);
    assertThat(decode(outer.formatted(40, 3, inner.substring(48)), 0)).isEqualTo(FRAGMENT);
    assertThat(decode(SampleFrames.ipv4(4, SampleFrames.ipv4Fragment(24, false, THIRD)), 0))
        .isEqualTo(TCP);
    assertThat(payload()).isEqualTo("00000000" + THIRD);
  }

  @Test
  void anotherProtocolsFragmentsAreOther() {
    String ping = SampleFrames.ipv4Fragment(0, true, SECOND).replace(" 06 ", " 01 ");
    String rest = SampleFrames.ipv4Fragment(8, false, SECOND).replace(" 06 ", " 01 ");
    assertThat(decode(ping, 0)).isEqualTo(FRAGMENT);
    assertThat(decode(rest, 0)).isEqualTo(OTHER);
  }

  @Test
  void fragmentsOfDatagramsThatWereNeverWholeAreLost() {
    String first = SampleFrames.ipv4Fragment(0, true, HEADER + "00000000");
    String second = SampleFrames.ipv4Fragment(24, true, SECOND);
    decode(first, 0);
    decode(second, 0);
    decode(SampleFrames.ipv4Fragment(32, false, THIRD), 0);
    assertThat(lost()).as("whole").isEmpty();

    decode(second.replace("1234", "1235"), 0);
    decode(SampleFrames.ipv4Fragment(32, false, THIRD).replace("1234", "1235"), 0);
    decode(second.replace("1234", "1236"), IpReassembler.MAX_AGE_NS + 1);
    decode(second.replace("1234", "1235"), IpReassembler.MAX_AGE_NS + 1);
    decode(second.replace(" 06 ", " 01 "), IpReassembler.MAX_AGE_NS + 1);

    assertThat(lost()).containsExactly("ICMP 1 of 1 from 8", "TCP 4 of 3 from 4");
    assertThat(decoder.lostFragments().mayCarryTcp(1)).isFalse();
    assertThat(decoder.lostFragments().mayCarryTcp(6)).isTrue();
  }

  @Test
  void aCopyOfAFragmentThatComesLateIsNotLost() {
    String first = SampleFrames.ipv4Fragment(0, true, HEADER + "00000000");
    String last = SampleFrames.ipv4Fragment(24, false, THIRD);
    decode(first, 0);
    decode(first, 1_000);
    assertThat(decode(last, 2_000)).isEqualTo(TCP);
    assertThat(decode(last, 3_000)).isEqualTo(FRAGMENT);

    assertThat(lost()).isEmpty();

    assertThat(decode(last.replace("1234", "1235"), 4_000)).isEqualTo(FRAGMENT);
    assertThat(lost()).containsExactly("TCP 1 of 1 from 5");
  }

  @Test
  void ofFragmentsThatContradictTheLastIsDamagedAndTheOthersAreLost() {
    fragment(0, true, HEADER + "00000000");
    fragment(32, false, THIRD);
    fragment(40, false, THIRD);

    assertThat(lost()).containsExactly("TCP 2 of 1 from 1");
  }

  private List<String> lost() {
    LostFragments lost = decoder.lostFragments();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < lost.protocols(); i++) {
      if (lost.fragments(i) > 0) {
        texts.add(
            "%s %d of %d from %d"
                .formatted(lost.name(i), lost.fragments(i), lost.datagrams(i), lost.firstFrame(i)));
      }
    }
    return texts;
  }

  @Property(tries = 300)
  void anyOrderOfAnyCutGivesTheSameDatagram(
      @ForAll @IntRange(min = 1, max = 500) int blocks, @ForAll long seed) {
    Random random = new Random(seed);
    byte[] datagram = new byte[8 * blocks + 24];
    random.nextBytes(datagram);
    System.arraycopy(Hex.bytes(HEADER), 0, datagram, 0, 20);
    List<String> fragments = new ArrayList<>();
    int start = 0;
    while (start < datagram.length) {
      int end = Math.min(datagram.length, start + 8 * (1 + random.nextInt(blocks / 8 + 1)));
      String bytes = java.util.HexFormat.of().formatHex(datagram, start, end);
      fragments.add(SampleFrames.ipv4Fragment(start, end < datagram.length, bytes));
      start = end;
    }
    Collections.shuffle(fragments, random);
    IpReassemblerTest fresh = new IpReassemblerTest();
    for (String fragment : fragments.subList(1, fragments.size())) {
      assertThat(fresh.decode(fragment, 0)).isEqualTo(FRAGMENT);
    }
    assertThat(fresh.decode(fragments.get(0), 0)).isEqualTo(TCP);
    assertThat(fresh.payload())
        .isEqualTo(java.util.HexFormat.of().formatHex(datagram).substring(40));
  }

  private DecodeStatus fragment(int start, boolean more, String payload) {
    return decode(SampleFrames.ipv4Fragment(start, more, payload), 0);
  }

  private DecodeStatus decode(String hex, long timeNs) {
    byte[] bytes = Hex.bytes(hex);
    return decode(bytes, bytes.length, bytes.length, timeNs);
  }

  private DecodeStatus decode(byte[] bytes, int captured, int original, long timeNs) {
    frame.set(ByteBuffer.wrap(bytes), 0, captured, original, timeNs, LinkTypes.RAW, ++number);
    return decoder.decode(frame, packet);
  }

  private String payload() {
    byte[] bytes = new byte[packet.payloadCapturedLength()];
    packet.buffer().get(packet.payloadOffset(), bytes);
    return java.util.HexFormat.of().formatHex(bytes);
  }
}
