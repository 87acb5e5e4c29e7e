package io.tcpdx.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TlsHandshakeTest {
  private static String name(@Nullable String version) {
    return new TlsHandshake(
            version, null, null, List.of(), null, null, false, false, null, null, null, null, null,
            null, List.of(), null)
        .protocolName();
  }

  @Test
  void sslIsNoVersionOfTls() {
    assertThat(name("SSL 3.0")).isEqualTo("SSL 3.0");
    assertThat(name("1.2")).isEqualTo("TLS 1.2");
    assertThat(name(null)).isEqualTo("TLS");
  }

  @Test
  void whatThePathTakesIsNobodysOwnTime() {
    TlsWaits waits = new TlsWaits(100, 2, 30, 1);
    assertThat(waits.serverOwnNs(40)).isEqualTo(20);
    assertThat(waits.serverOwnNs(60)).isZero();
    assertThat(waits.clientOwnNs(10)).isEqualTo(20);
  }
}
