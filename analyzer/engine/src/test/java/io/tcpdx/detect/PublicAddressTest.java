package io.tcpdx.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"192.150.187.43", "100.63.0.1", "100.128.0.1", "172.32.0.1", "2001:618:1:8000::5"})
  void reachedFromEverywhere(String address) {
    assertThat(PublicAddress.is(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.2.15",
        "172.16.0.1",
        "192.168.1.1",
        "127.0.0.1",
        "169.254.1.1",
        "100.64.0.1",
        "100.127.255.255",
        "::1",
        "fe80::1",
        "fd00::1"
      })
  void reachedFromWithin(String address) {
    assertThat(PublicAddress.is(address)).isFalse();
  }
}
