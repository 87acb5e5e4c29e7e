package io.tcpdx.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TcpOptionsTest {
  private final TcpOptions options = new TcpOptions();

  @Test
  void theOptionsOfALinuxSyn() {
    parse("020405b4 0402 080a 000102030a0b0c0d 01 030307");

    assertThat(options.mss()).isEqualTo(1460);
    assertThat(options.sackPermitted()).isTrue();
    assertThat(options.hasTimestamps()).isTrue();
    assertThat(options.timestampValue()).isEqualTo(0x00010203);
    assertThat(options.timestampEcho()).isEqualTo(0x0a0b0c0d);
    assertThat(options.windowScale()).isEqualTo(7);
    assertThat(options.complete()).isTrue();
  }

  @Test
  void sackBlocks() {
    parse("0101 0512 00000064 000000c8 ffffff00 00000010");

    assertThat(options.sackBlockCount()).isEqualTo(2);
    assertThat(options.sackLeft(0)).isEqualTo(100);
    assertThat(options.sackRight(0)).isEqualTo(200);
    assertThat(options.sackLeft(1)).isEqualTo(0xffffff00);
    assertThat(options.sackRight(1)).isEqualTo(16);
  }

  @Test
  void alignedTimestampsAlone() {
    parse("0101080a 00000007 00000009");

    assertThat(options.hasTimestamps()).isTrue();
    assertThat(options.timestampValue()).isEqualTo(7);
    assertThat(options.timestampEcho()).isEqualTo(9);
    assertThat(options.complete()).isTrue();
  }

  @Test
  void whatIsNotThereReadsAsAbsent() {
    parse("020405b4 0402 0303070005 0a 0000000000000000");
    parse("");

    assertThat(options.mss()).isEqualTo(-1);
    assertThat(options.windowScale()).isEqualTo(-1);
    assertThat(options.sackPermitted()).isFalse();
    assertThat(options.hasTimestamps()).isFalse();
    assertThat(options.sackBlockCount()).isZero();
    assertThat(options.fastOpenCookieLength()).isEqualTo(-1);
    assertThat(options.multipath()).isFalse();
    assertThat(options.complete()).isTrue();
  }

  @Test
  void fastOpenCookies() {
    parse("2202");
    assertThat(options.fastOpenCookieLength()).isZero();
    parse("220a 0102030405060708");
    assertThat(options.fastOpenCookieLength()).isEqualTo(8);
    parse("fe08 f989 01020304");
    assertThat(options.fastOpenCookieLength()).isEqualTo(4);
    parse("fe08 e2d4 01020304");
    assertThat(options.fastOpenCookieLength()).isEqualTo(-1);
  }

  @Test
  void multipathAndUnknownOptionsDoNotHideWhatFollows() {
    parse("1e04 0081 fd04 1234 020405b4");

    assertThat(options.multipath()).isTrue();
    assertThat(options.mss()).isEqualTo(1460);
    assertThat(options.complete()).isTrue();
  }

  @Test
  void nothingIsReadBehindTheEndOfTheList() {
    parse("00 020405b4 000000");

    assertThat(options.mss()).isEqualTo(-1);
    assertThat(options.complete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0200", // a length that does not cover itself
        "0201",
        "0203 05", // the wrong length for its kind
        "0304 0700",
        "0403 00",
        "0502", // no block
        "050b 000000640000 00c8 ff",
        "052a 0000", // longer than the header
        "08",
        "080a 00000001",
      })
  void anImpossibleLengthEndsTheParsing(String bad) {
    parse("030302", bad);

    assertThat(options.complete()).isFalse();
    assertThat(options.windowScale()).isEqualTo(2);
    assertThat(options.mss()).isEqualTo(-1);
    assertThat(options.hasTimestamps()).isFalse();
  }

  @Test
  void whatTheCaptureLeftOfCutOptionsIsRead() {
    byte[] bytes = Hex.bytes("020405b4 0402 080a 0001");
    options.parse(ByteBuffer.wrap(bytes), 0, bytes.length, 20);

    assertThat(options.mss()).isEqualTo(1460);
    assertThat(options.sackPermitted()).isTrue();
    assertThat(options.hasTimestamps()).isFalse();
    assertThat(options.complete()).isFalse();
  }

  private void parse(String... hex) {
    byte[] bytes = Hex.bytes(hex);
    options.parse(ByteBuffer.wrap(bytes), 0, bytes.length, bytes.length);
  }
}
