package io.tcpdx.protocol.http2;

import static io.tcpdx.connection.Direction.CLIENT_TO_SERVER;
import static io.tcpdx.connection.Direction.SERVER_TO_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.connection.Direction;
import io.tcpdx.protocol.Likeness;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Http2LikenessTest {
  private static final String PREFACE = H2.hex(H2.PREFACE);

  @Test
  void everyBeginningOfThePrefaceMayBecomeIt() {
    for (int bytes = 1; bytes < 24; bytes++) {
      assertThat(of(CLIENT_TO_SERVER, PREFACE.substring(0, bytes * 2))).isEqualTo(Likeness.PERHAPS);
    }
    assertThat(of(CLIENT_TO_SERVER, PREFACE)).isEqualTo(Likeness.YES);
    assertThat(of(CLIENT_TO_SERVER, PREFACE + "000000")).isEqualTo(Likeness.YES);
  }

  @Test
  void oneOtherByteIsNoPreface() {
    byte[] bytes = HexFormat.of().parseHex(PREFACE);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i]++;
      assertThat(of(CLIENT_TO_SERVER, HexFormat.of().formatHex(bytes))).isEqualTo(Likeness.NO);
      bytes[i]--;
    }
  }

  @Test
  void aServerBeginsWithSettings() {
    String settings = H2.settings("000300000064");
    for (int bytes = 1; bytes < 11; bytes++) {
      assertThat(of(SERVER_TO_CLIENT, settings.substring(0, bytes * 2)))
          .isEqualTo(Likeness.PERHAPS);
    }
    assertThat(of(SERVER_TO_CLIENT, settings)).isEqualTo(Likeness.YES);
    assertThat(of(SERVER_TO_CLIENT, H2.settings())).isEqualTo(Likeness.PERHAPS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "485454502f312e3120323030204f4b0d0a", // HTTP/1.1 200 OK
        "16030300310200002d0303", // TLS
        "0000050400000000000003", // a length that is no multiple of six
        "0000060600000000000003", // another type
        "0000060401000000000003", // with a flag
        "0000060400000000010003" // on a stream
      })
  void otherThingsAreNoSettings(String bytes) {
    assertThat(of(SERVER_TO_CLIENT, bytes)).isEqualTo(Likeness.NO);
  }

  @Test
  void segmentsThatAreFramesAreHttp2InTheMiddle() {
    assertThat(within(H2.headers(5, 41, "8284"))).isTrue();
    assertThat(within(H2.frame(4, 1, 0, ""))).isTrue();
    assertThat(within(H2.frame(6, 1, 0, "0000000000000000"))).isTrue();
    assertThat(within(H2.headers(4, 41, "88"), H2.data(0, 41, 16_000).substring(0, 2000))).isTrue();
    assertThat(within(H2.data(1, 41, 100), H2.reset(41, 0), H2.goAway(41, 0))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "000000000000000000", // zeros: DATA without a stream
        "00000a000000000003616263", // DATA that is cut off, alone
        "0000040800000000", // not even a header
        "00000408000000000000001000ff", // more behind the frame, but no frame
        "0000050300000000030000000800", // RST_STREAM of five bytes
        "000001be0000000003ff", // a type that nobody defined
        "0000010140000000037f", // a flag that nobody defined
        "1703030006010203040506", // TLS application data
        "0000001c0003000000000000" // Kafka, in part
      })
  void otherSegmentsAreNot(String bytes) {
    assertThat(within(bytes)).isFalse();
  }

  @Test
  void noiseIsNot() {
    Random random = new Random(1);
    byte[] noise = new byte[1448];
    for (int round = 0; round < 20_000; round++) {
      random.nextBytes(noise);
      noise[0] = 0; // even where it begins like a length
      assertThat(Http2Likeness.within(ByteBuffer.wrap(noise), 0, noise.length))
          .isEqualTo(Likeness.NO);
    }
  }

  private static Likeness of(Direction direction, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return Http2Likeness.of(direction, ByteBuffer.wrap(bytes), 0, bytes.length);
  }

  private static boolean within(String... frames) {
    byte[] bytes = HexFormat.of().parseHex(String.join("", frames));
    return Http2Likeness.within(ByteBuffer.wrap(bytes), 0, bytes.length) == Likeness.YES;
  }
}
