package io.tcpdx.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IpAddressTest {
  @Test
  void version4IsDotted() {
    assertThat(new IpAddress(4, 0, 0xc0000201L)).hasToString("192.0.2.1");
    assertThat(new IpAddress(4, 0, 0xffffffffL)).hasToString("255.255.255.255");
  }

  /**
   * RFC 5952 §4: no leading zeros, the longest run shortened, the first of equals, no run of one.
   */
  @ParameterizedTest
  @CsvSource({
    "20010db800000000, 0000000000000001, 2001:db8::1",
    "0000000000000000, 0000000000000000, ::",
    "0000000000000000, 0000000000000001, ::1",
    "fe80000000000000, 0000000000000000, fe80::",
    "20010db800000001, 0001000100010001, 2001:db8:0:1:1:1:1:1",
    "2001000000000001, 0000000000000001, 2001:0:0:1::1",
    "20010db800000000, 0001000000000001, 2001:db8::1:0:0:1",
    "0000000000000000, 0000ffffc0000201, ::ffff:192.0.2.1",
    "0001000200030004, 0005000600070008, 1:2:3:4:5:6:7:8",
    "0000000200030004, 0005000600070000, 0:2:3:4:5:6:7:0",
  })
  void version6IsAsRfc5952Recommends(String high, String low, String text) {
    IpAddress address =
        new IpAddress(6, Long.parseUnsignedLong(high, 16), Long.parseUnsignedLong(low, 16));

    assertThat(address).hasToString(text);
  }

  @Property
  void javaReadsTheSameAddress(
      @ForAll long high, @ForAll long low, @ForAll @IntRange(max = 255) int zeroGroups)
      throws UnknownHostException {
    ByteBuffer bytes = ByteBuffer.allocate(16).putLong(0, high).putLong(8, low);
    for (int i = 0; i < 8; i++) {
      if ((zeroGroups & 1 << i) != 0) {
        bytes.putShort(2 * i, (short) 0);
      }
    }
    IpAddress address = new IpAddress(6, bytes.getLong(0), bytes.getLong(8));

    assertThat(InetAddress.getByName(address.toString()))
        .isEqualTo(InetAddress.getByAddress(bytes.array()));
  }

  @Test
  void anAddressOfNoVersionIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new IpAddress(5, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new IpAddress(4, 0, 1L << 32));
  }
}
