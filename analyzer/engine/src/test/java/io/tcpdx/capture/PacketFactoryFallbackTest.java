package io.tcpdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.wire.DecodeStatus;
import io.tcpdx.wire.Frame;
import io.tcpdx.wire.LinkFallback;
import io.tcpdx.wire.Packet;
import io.tcpdx.wire.PacketDecoder;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PacketFactoryFallbackTest {
  private static final int PPP = 9;
  private static final int PPP_SERIAL = 50;
  private static final int DOCSIS = 143;

  private static final String IPV4 =
      "4500002c 00010000 40060000 c0000201 c6336402"
          + " c35001bb 00000001 00000002 50100400 00000000 abcd0000";
  private static final String IPV6 =
      "60000000 00180640 20010db8000000000000000000000001 20010db8000000000000000000000002"
          + " c35001bb 00000001 00000002 50100400 00000000 abcd0000";

  private final PacketFactoryFallback fallback = new PacketFactoryFallback();

  @ParameterizedTest
  @CsvSource({
    PPP + ", 0021, 2",
    PPP + ", ff03 0021, 4",
    PPP_SERIAL + ", ff03 0021, 4",
    PPP + ", ff03 c021, " + LinkFallback.NOT_IP,
  })
  void pppNamesItsPayload(int linkType, String header, int expected) {
    assertThat(ipOffset(linkType, header + IPV4)).isEqualTo(expected);
  }

  @Test
  void bothVersionsOfIpAreFound() {
    assertThat(ipOffset(PPP, "ff03 0057" + IPV6)).isEqualTo(4);
  }

  @Test
  void aPacketThatWasCutIsStillOne() {
    assertThat(ipOffset(PPP, "ff03 0021 4500002c 0001")).isEqualTo(4);
    assertThat(ipOffset(PPP, "ff03 0057 60")).isEqualTo(4);
  }

  @Test
  void framesTooShortForAHeaderHoldNoIp() {
    assertThat(ipOffset(PPP, "")).isEqualTo(LinkFallback.NOT_IP);
    assertThat(ipOffset(PPP, "ff")).isEqualTo(LinkFallback.NOT_IP);
    assertThat(ipOffset(PPP, "ff03 00")).isEqualTo(LinkFallback.NOT_IP);
  }

  @Test
  void linkTypesWithoutAFactoryAreUnsupported() {
    assertThat(ipOffset(DOCSIS, IPV4)).isEqualTo(LinkFallback.UNSUPPORTED);
    assertThat(ipOffset(40_000, IPV4)).isEqualTo(LinkFallback.UNSUPPORTED);
  }

  @Test
  void onlyTheFramesOwnBytesAreLookedAt() {
    byte[] bytes = HexFormat.of().parseHex(("00 ff03 0021" + IPV4).replace(" ", ""));
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes);

    assertThat(fallback.ipOffset(PPP, direct, 1, bytes.length - 1)).isEqualTo(4);
    assertThat(fallback.ipOffset(PPP, direct, 0, 1)).isEqualTo(LinkFallback.NOT_IP);
  }

  @Test
  void theDecoderGoesOnFromThere() {
    byte[] bytes = HexFormat.of().parseHex(("ff03 0021" + IPV4).replace(" ", ""));
    Frame frame = new Frame();
    frame.set(ByteBuffer.wrap(bytes), 0, bytes.length, bytes.length, 0, PPP, 1);
    Packet packet = new Packet();

    assertThat(new PacketDecoder(fallback).decode(frame, packet)).isEqualTo(DecodeStatus.TCP);
    assertThat(packet.tcp().sourcePort()).isEqualTo(50_000);
    assertThat(packet.payloadLength()).isEqualTo(4);
  }

  private int ipOffset(int linkType, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return fallback.ipOffset(linkType, ByteBuffer.wrap(bytes), 0, bytes.length);
  }
}
