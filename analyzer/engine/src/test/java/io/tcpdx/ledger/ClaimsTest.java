package io.tcpdx.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class ClaimsTest {
  @Test
  void theMoreSpecificCauseWins() {
    Claims claims = new Claims();
    claims.add(10, 30, Cause.NAGLE);
    claims.add(20, 40, Cause.LOSS_RECOVERY);

    assertThat(claims.at(9, Cause.IDLE)).isEqualTo(Cause.IDLE.precedence());
    assertThat(claims.at(10, Cause.IDLE)).isEqualTo(Cause.NAGLE.precedence());
    assertThat(claims.at(20, Cause.IDLE)).isEqualTo(Cause.LOSS_RECOVERY.precedence());
    assertThat(claims.at(39, Cause.HANDSHAKE)).isEqualTo(Cause.HANDSHAKE.precedence());
    assertThat(claims.at(40, Cause.IDLE)).isEqualTo(Cause.IDLE.precedence());
  }

  @Test
  void everyCauseHasAPlaceOfItsOwn() {
    assertThat(Arrays.stream(Cause.values()).map(Cause::precedence))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, Cause.values().length).boxed().toList());
  }

  /** A walk from edge to edge charges each instant as the highest claim on it says. */
  @Property(tries = 200)
  void walkingTheEdgesChargesEachInstantOnce(@ForAll long seed) {
    Random random = new Random(seed);
    Claims claims = new Claims();
    List<Cause> causes = List.of(Cause.values());
    Cause[] byInstant = new Cause[100];
    Arrays.fill(byInstant, Cause.IDLE);
    for (int i = 0; i < 12; i++) {
      int start = random.nextInt(100);
      int end = start + random.nextInt(30);
      Cause cause = causes.get(random.nextInt(causes.size()));
      claims.add(start, end, cause);
      for (int t = start; t < Math.min(100, end); t++) {
        byInstant[t] = cause.precedence() < byInstant[t].precedence() ? cause : byInstant[t];
      }
    }

    for (long at = 0; at < 100; ) {
      long until = claims.nextEdge(at, 100);
      assertThat(until).isGreaterThan(at);
      for (long t = at; t < until; t++) {
        assertThat(claims.at(at, Cause.IDLE))
            .as("instant %d", t)
            .isEqualTo(byInstant[(int) t].precedence());
      }
      at = until;
    }
  }
}
