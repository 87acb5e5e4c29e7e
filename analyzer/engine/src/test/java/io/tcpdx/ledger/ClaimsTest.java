package io.tcpdx.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.connection.Direction;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class ClaimsTest {
  private static final Direction C2S = Direction.CLIENT_TO_SERVER;

  private static int owner(Cause cause) {
    return Charges.owner(cause, C2S);
  }

  @Test
  void theMoreSpecificCauseWins() {
    Claims claims = new Claims();
    claims.add(10, 30, Cause.NAGLE, C2S);
    claims.add(20, 40, Cause.LOSS_RECOVERY, C2S);

    assertThat(claims.at(9, owner(Cause.IDLE))).isEqualTo(owner(Cause.IDLE));
    assertThat(claims.at(10, owner(Cause.IDLE))).isEqualTo(owner(Cause.NAGLE));
    assertThat(claims.at(20, owner(Cause.IDLE))).isEqualTo(owner(Cause.LOSS_RECOVERY));
    assertThat(claims.at(39, owner(Cause.HANDSHAKE))).isEqualTo(owner(Cause.HANDSHAKE));
    assertThat(claims.at(40, owner(Cause.IDLE))).isEqualTo(owner(Cause.IDLE));
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
      claims.add(start, end, cause, C2S);
      for (int t = start; t < Math.min(100, end); t++) {
        byInstant[t] = cause.precedence() < byInstant[t].precedence() ? cause : byInstant[t];
      }
    }

    for (long at = 0; at < 100; ) {
      long until = claims.nextEdge(at, 100);
      assertThat(until).isGreaterThan(at);
      for (long t = at; t < until; t++) {
        assertThat(claims.at(at, owner(Cause.IDLE)))
            .as("instant %d", t)
            .isEqualTo(owner(byInstant[(int) t]));
      }
      at = until;
    }
  }
}
