package io.tcpdx.detect.ports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class OccupancyTest {
  private static final int GROUPS = 4;
  private static final int END = 60;

  private record Stay(int group, int from, int until, int cut) {
    boolean holdsAt(int time) {
      return from <= time && time < Math.min(until, cut);
    }
  }

  /** Times so few that most of them coincide. */
  @Property(tries = 500)
  void thePeakIsThatOfCountingAtEveryInstant(
      @ForAll long seed, @ForAll @IntRange(max = 40) int count) {
    List<Stay> stays = stays(new Random(seed), count);
    Occupancy occupancy = new Occupancy();
    for (Stay stay : stays) {
      occupancy.hold(stay.group(), stay.from(), stay.until());
    }
    for (Stay stay : stays) {
      occupancy.cut(stay.group(), stay.cut(), stay.until());
    }

    int[] each = IntStream.range(0, GROUPS).toArray();
    check(stays, each, occupancy.peaks(each, GROUPS));
    int[] pairs = {0, 1, 1, 0};
    check(stays, pairs, occupancy.peaks(pairs, 2));
  }

  private static List<Stay> stays(Random random, int count) {
    List<Stay> stays = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = random.nextInt(END);
      int until = from + 1 + random.nextInt(END / 3);
      boolean cutShort = random.nextInt(4) == 0;
      int cut = cutShort ? from + random.nextInt(until - from) : until;
      stays.add(new Stay(random.nextInt(GROUPS), from, until, cut));
    }
    return stays;
  }

  private static void check(List<Stay> stays, int[] mergedInto, Occupancy.Peaks peaks) {
    for (int group = 0; group < peaks.most().length; group++) {
      int most = 0;
      int at = 0;
      for (int time = 0; time < 2 * END; time++) {
        int held = 0;
        for (Stay stay : stays) {
          held += mergedInto[stay.group()] == group && stay.holdsAt(time) ? 1 : 0;
        }
        at = held > most ? time : at;
        most = Math.max(most, held);
      }
      assertThat(peaks.most()[group]).isEqualTo(most);
      assertThat(peaks.atNs()[group]).isEqualTo(at);
    }
  }

  @Test
  void aMillionStaysAreCounted() {
    Occupancy occupancy = new Occupancy();
    for (int i = 0; i < 1_000_000; i++) {
      occupancy.hold(i % 1000, i, i + 5000L);
    }

    Occupancy.Peaks all = occupancy.peaks(new int[1000], 1);
    assertThat(all.most()).containsExactly(5000);
    assertThat(all.atNs()).containsExactly(4999);
  }
}
