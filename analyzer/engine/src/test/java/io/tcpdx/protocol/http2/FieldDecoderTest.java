package io.tcpdx.protocol.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.protocol.Field;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the examples of RFC 7541, appendix C. */
class FieldDecoderTest {
  /** RFC 7541 §C.6.1: 302, cache-control, date, location. */
  private static final String RESPONSE_1 =
      "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff"
          + "6e919d29ad171863c78f0b97c8e9ae82ae43d3";

  /** RFC 7541 §C.6.2: 307, and the rest by reference. */
  private static final String RESPONSE_2 = "4883640effc1c0bf";

  /** RFC 7541 §C.6.3: 200, another date, content-encoding, set-cookie. */
  private static final String RESPONSE_3 =
      "88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335"
          + "dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007";

  /** The examples are for a table of 256 bytes: a size update says so (RFC 7541 §6.3). */
  private static final String TABLE_OF_256 = "3fe101";

  private final FieldDecoder decoder = new FieldDecoder(true, true);

  @Test
  void requestsWithoutHuffmanCodes() {
    Head first = decode("828684410f7777772e6578616d706c652e636f6d");
    assertThat(first.method()).isEqualTo("GET");
    assertThat(first.target()).isEqualTo("/");
    assertThat(first.host()).isEqualTo("www.example.com");
    Head second = decode("828684be58086e6f2d6361636865");
    assertThat(second.host()).isEqualTo("www.example.com");
    assertThat(second.fields().first("cache-control")).isEqualTo("no-cache");
    Head third = decode("828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565");
    assertThat(third.target()).isEqualTo("/index.html");
    assertThat(third.host()).isEqualTo("www.example.com");
    assertThat(third.fields().lines()).containsExactly(new Field("custom-key", "custom-value"));
  }

  @Test
  void requestsWithHuffmanCodes() {
    assertThat(decode(H2.GET_EXAMPLE).host()).isEqualTo("www.example.com");
    assertThat(decode(H2.GET_AGAIN).fields().first("cache-control")).isEqualTo("no-cache");
    assertThat(decode(H2.GET_INDEX).fields().first("custom-key")).isEqualTo("custom-value");
  }

  @Test
  void answersThatEvictEachOthersFields() {
    Head first = decode(TABLE_OF_256 + RESPONSE_1);
    assertThat(first.status()).isEqualTo(302);
    assertThat(first.fields().first("location")).isEqualTo("https://www.example.com");
    Head second = decode(RESPONSE_2);
    assertThat(second.status()).isEqualTo(307);
    assertThat(second.fields()).isEqualTo(first.fields());
    Head third = decode(RESPONSE_3);
    assertThat(third.status()).isEqualTo(200);
    assertThat(third.fields().first("location")).isEqualTo("https://www.example.com");
    assertThat(third.fields().first("date")).isEqualTo("Mon, 21 Oct 2013 20:13:22 GMT");
    assertThat(third.fields().first("set-cookie"))
        .isEqualTo("foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1");
  }

  @Test
  void referencesToWhatWasNotSeenGiveNothing() {
    FieldDecoder late = new FieldDecoder(true, false);
    Head second = decode(late, H2.GET_AGAIN);
    assertThat(second.host()).as("of the block before").isNull();
    assertThat(second.target()).isEqualTo("/");
    assertThat(second.fields().first("cache-control")).isEqualTo("no-cache");
    Head third = decode(late, H2.GET_INDEX);
    assertThat(third.host()).as("of the first block").isNull();
    assertThat(third.target()).isEqualTo("/index.html");
    Head again = decode(late, "8286c0bfbe");
    assertThat(again.target()).isNull();
    assertThat(again.fields().lines())
        .as("two of them were seen, in the order of their numbers")
        .containsExactly(
            new Field("cache-control", "no-cache"), new Field("custom-key", "custom-value"));
  }

  @Test
  void anUnknownNameEndsTheBlockButNotWhatFollows() {
    FieldDecoder late = new FieldDecoder(true, false);
    Head cut = decode(late, "82" + "7f20" + "0161" + "84");
    assertThat(cut.method()).isEqualTo("GET");
    assertThat(cut.target()).isNull();
    assertThat(decode(late, "8284" + "41026162").host()).isEqualTo("ab");
    assertThat(decode(late, "8284be").host()).isEqualTo("ab");
  }

  @Test
  void aLargerTableIsTakenWhereItIsAnnounced() {
    // RFC 7541 §6.3: 65536 bytes; then 200 fields of 1 + 40 + 32 bytes, the first of them again.
    StringBuilder block = new StringBuilder("3fe1ff03");
    for (int i = 0; i < 200; i++) {
      block.append("400178").append("28").append(H2.hex("%040d".formatted(i)));
    }
    decode(block.toString());
    assertThat(
            decode("ff" + "%02x01".formatted(((61 + 200 - 127) & 127) | 128)).fields().first("x"))
        .isEqualTo("0".repeat(40));
  }

  @Test
  void noiseNeverThrows() {
    Random random = new Random(9113);
    for (int round = 0; round < 50_000; round++) {
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      Head head = decoder.decode(ByteBuffer.wrap(noise));
      assertThat(head.fields().lines().size()).isLessThanOrEqualTo(noise.length);
    }
    assertThat(new FieldDecoder(true, true).decode(block(H2.GET_EXAMPLE)).method())
        .isEqualTo("GET");
  }

  @Test
  void endlessNumbersNeverThrow() {
    for (String first : new String[] {"ff", "7f", "3f", "1f", "0f", "007f", "00ff"}) {
      assertThat(decode(first + "ff".repeat(100)).fields().lines()).isEmpty();
    }
  }

  private Head decode(String hex) {
    return decode(decoder, hex);
  }

  private static Head decode(FieldDecoder by, String hex) {
    return by.decode(block(hex));
  }

  private static ByteBuffer block(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }
}
