package io.tcpdx.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.connection.Endpoint;
import org.junit.jupiter.api.Test;

class StandInTest {
  private static final long MS = 1_000_000;
  private static final Endpoint PRIVATE = new Endpoint("10.0.2.15", 49_282);
  private static final Endpoint PUBLIC = new Endpoint("192.150.187.43", 80);

  @Test
  void aPublicServerNextDoor() {
    assertThat(StandIn.likely(PRIVATE, PUBLIC, 2 * MS - 1)).isTrue();
    assertThat(StandIn.likely(PRIVATE, PUBLIC, 2 * MS)).isFalse();
    assertThat(StandIn.likely(PRIVATE, PUBLIC, -1)).isFalse();
  }

  @Test
  void aNeighbourIsNoneNorTheServersOwnRack() {
    assertThat(StandIn.likely(PRIVATE, PRIVATE, MS)).isFalse();
    assertThat(StandIn.likely(PUBLIC, PUBLIC, MS)).isFalse();
  }
}
