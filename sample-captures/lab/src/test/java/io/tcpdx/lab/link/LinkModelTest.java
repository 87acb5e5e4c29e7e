package io.tcpdx.lab.link;

import static io.tcpdx.lab.link.Direction.CLIENT_TO_SERVER;
import static io.tcpdx.lab.link.Direction.SERVER_TO_CLIENT;
import static io.tcpdx.lab.link.SyntheticFrames.ACK;
import static io.tcpdx.lab.link.SyntheticFrames.SYN;
import static io.tcpdx.lab.link.SyntheticFrames.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkModelTest {

  private static final long MS = 1_000_000;

  private final List<String> seen = new ArrayList<>();
  private long now;

  private final LinkModel.Sink sink =
      new LinkModel.Sink() {
        @Override
        public void middle(Direction direction, byte[] frame) {
          seen.add("middle " + Segment.of(frame, false).seq() + " at " + now / MS);
        }

        @Override
        public void arrive(Direction direction, byte[] frame) {
          Segment segment = Segment.of(frame, false);
          String what = segment.isRst() ? "reset " : "arrive ";
          seen.add(what + segment.seq() + " at " + now / MS);
        }
      };

  private static LinkModel link(Fault... faults) {
    return new LinkModel(Path.delay(10), Path.delay(10), List.of(faults), false);
  }

  private void runAll(LinkModel link) {
    while (link.nextEventNs() != Long.MAX_VALUE) {
      now = link.nextEventNs();
      link.run(now, sink);
    }
  }

  @Test
  void passesTheMiddleAfterHalfTheDelay() {
    LinkModel link = link();
    link.offer(CLIENT_TO_SERVER, tcp(ACK, 1, 100), 0);
    runAll(link);
    assertThat(seen).containsExactly("middle 1 at 5", "arrive 1 at 10");
  }

  @Test
  void rateSpacesFramesAndTheQueueIsBounded() {
    // 1000-byte frames at 1 Mbit/s take 8 ms each; the queue holds two of them.
    Path slow = new Path(10 * MS, 1_000_000, 2000);
    LinkModel link = new LinkModel(slow, slow, List.of(), false);
    for (int i = 1; i <= 4; i++) {
      link.offer(CLIENT_TO_SERVER, tcp(ACK, i, 960), 0);
    }
    runAll(link);
    assertThat(seen)
        .containsExactly("middle 1 at 13", "arrive 1 at 18", "middle 2 at 21", "arrive 2 at 26");
    assertThat(link.tailDrops()).isEqualTo(2);
  }

  @Test
  void losesTheFirstSynOnly() {
    LinkModel link =
        link(Faults.nth("", CLIENT_TO_SERVER, Segment::isSyn, Verdict.LOST_BEFORE_MIDDLE, 1));
    link.offer(CLIENT_TO_SERVER, tcp(SYN, 1, 0), 0);
    link.offer(CLIENT_TO_SERVER, tcp(SYN, 2, 0), MS);
    link.offer(SERVER_TO_CLIENT, tcp(SYN | ACK, 3, 0), MS);
    runAll(link);
    assertThat(seen)
        .containsExactly("middle 2 at 6", "middle 3 at 6", "arrive 2 at 11", "arrive 3 at 11");
    assertThat(link.lost()).isEqualTo(1);
  }

  @Test
  void lossBehindTheMiddleIsSeenThere() {
    LinkModel link =
        link(Faults.nth("", CLIENT_TO_SERVER, Segment::isData, Verdict.LOST_AFTER_MIDDLE, 2));
    link.offer(CLIENT_TO_SERVER, tcp(ACK, 1, 5), 0);
    link.offer(CLIENT_TO_SERVER, tcp(ACK, 2, 0), 0);
    link.offer(CLIENT_TO_SERVER, tcp(ACK, 3, 5), 0);
    runAll(link);
    assertThat(seen).contains("middle 3 at 5").doesNotContain("arrive 3 at 10");
    assertThat(seen).contains("arrive 1 at 10", "arrive 2 at 10");
  }

  @Test
  void aDelayedSegmentIsOvertaken() {
    LinkModel link =
        link(Faults.nth("", CLIENT_TO_SERVER, Segment::isData, Verdict.delayed(3 * MS), 1));
    link.offer(CLIENT_TO_SERVER, tcp(ACK, 1, 5), 0);
    link.offer(CLIENT_TO_SERVER, tcp(ACK, 2, 5), 0);
    runAll(link);
    assertThat(seen)
        .containsExactly("middle 2 at 5", "middle 1 at 8", "arrive 2 at 10", "arrive 1 at 13");
  }

  @Test
  void duplicatesTravelTwice() {
    LinkModel link =
        link(Faults.nth("", CLIENT_TO_SERVER, Segment::isData, Verdict.duplicated(), 1));
    link.offer(CLIENT_TO_SERVER, tcp(ACK, 1, 5), 0);
    runAll(link);
    assertThat(seen.stream().filter("arrive 1 at 10"::equals)).hasSize(2);
  }

  @Test
  void aForgetfulMiddleboxAnswersWhereTheSenderExpectsTheNextByte() {
    LinkModel link = link(Faults.forgetsAfter(1000 * MS));
    link.offer(CLIENT_TO_SERVER, tcp(ACK, 1, 5), 0);
    runAll(link);
    seen.clear();
    link.offer(CLIENT_TO_SERVER, tcp(ACK, 6, 5), 1000 * MS);
    runAll(link);
    assertThat(seen)
        .containsExactly("middle 6 at 1005", "middle 7777 at 1005", "reset 7777 at 1010");
  }

  @Test
  void randomLossIsTheSameForTheSameSeed() {
    List<String> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      LinkModel link = link(Faults.random(CLIENT_TO_SERVER, 0.3, 42));
      for (int i = 0; i < 100; i++) {
        link.offer(CLIENT_TO_SERVER, tcp(ACK, i, 5), i * MS);
      }
      runAll(link);
      assertThat(link.lost()).isBetween(10L, 50L);
      runs.add(seen.toString());
      seen.clear();
    }
    assertThat(runs.get(0)).isEqualTo(runs.get(1));
  }

  @Test
  void darknessTakesEverythingWhileItLasts() {
    boolean[] dark = {true};
    LinkModel link = link(Faults.lostWhile("", CLIENT_TO_SERVER, s -> true, () -> dark[0]));
    link.offer(CLIENT_TO_SERVER, tcp(ACK, 1, 5), 0);
    dark[0] = false;
    link.offer(CLIENT_TO_SERVER, tcp(ACK, 1, 5), MS);
    runAll(link);
    assertThat(seen).containsExactly("middle 1 at 6", "arrive 1 at 11");
  }

  @Test
  void countsWhatItDidToTheDataOfEachDirection() {
    LinkModel link =
        link(
            Faults.nth("", CLIENT_TO_SERVER, Segment::isData, Verdict.LOST_AFTER_MIDDLE, 1),
            Faults.nth("", CLIENT_TO_SERVER, Segment::isData, Verdict.LOST_BEFORE_MIDDLE, 2),
            Faults.nth("", CLIENT_TO_SERVER, Segment::isData, Verdict.delayed(30 * MS), 3),
            Faults.nth("", CLIENT_TO_SERVER, Segment::isData, Verdict.duplicated(40 * MS), 4),
            Faults.nth("", SERVER_TO_CLIENT, s -> true, Verdict.LOST_AFTER_MIDDLE, 1));
    for (int i = 1; i <= 5; i++) {
      link.offer(CLIENT_TO_SERVER, tcp(ACK, i, 5), i * MS);
    }
    link.offer(SERVER_TO_CLIENT, tcp(ACK, 9, 0), 0);
    runAll(link);
    // The copy comes behind the others too, but it is no reordering.
    assertThat(link.tally(CLIENT_TO_SERVER)).isEqualTo(new LinkTally(2, 1, 1));
    assertThat(link.tally(SERVER_TO_CLIENT)).isEqualTo(new LinkTally(0, 0, 0));
    assertThat(seen).contains("arrive 4 at 14", "arrive 4 at 54", "arrive 3 at 43");
  }

  @Test
  void aFullQueueLosesData() {
    Path slow = new Path(10 * MS, 1_000_000, 2000);
    LinkModel link = new LinkModel(slow, slow, List.of(), false);
    for (int i = 1; i <= 4; i++) {
      link.offer(CLIENT_TO_SERVER, tcp(ACK, i, 960), 0);
    }
    assertThat(link.tally(CLIENT_TO_SERVER).lost()).isEqualTo(2);
  }

  @Test
  void aRetransmissionIsLostWithItsOriginal() {
    LinkModel link = link(Faults.again("", CLIENT_TO_SERVER, Verdict.LOST_BEFORE_MIDDLE, 2, 2));
    for (int seq : new int[] {10, 20, 30, 20, 20}) {
      link.offer(CLIENT_TO_SERVER, tcp(ACK, seq, 5), 0);
    }
    runAll(link);
    assertThat(seen.stream().filter("arrive 20 at 10"::equals)).hasSize(1);
    assertThat(link.lost()).isEqualTo(2);
  }

  @Test
  void eachNthIsChosen() {
    LinkModel link =
        link(Faults.every("", CLIENT_TO_SERVER, Segment::isData, Verdict.LOST_BEFORE_MIDDLE, 3));
    for (int i = 1; i <= 7; i++) {
      link.offer(CLIENT_TO_SERVER, tcp(ACK, i, 5), 0);
      link.offer(CLIENT_TO_SERVER, tcp(ACK, i, 0), 0);
    }
    assertThat(link.lost()).isEqualTo(2);
  }

  @Test
  void whatIsHeldComesOutTogetherInItsOrder() {
    LinkModel link = link(Faults.holds(CLIENT_TO_SERVER, 2, 20 * MS));
    for (int i = 1; i <= 3; i++) {
      link.offer(CLIENT_TO_SERVER, tcp(ACK, i, 5), i * MS);
    }
    link.offer(SERVER_TO_CLIENT, tcp(ACK, 9, 0), 3 * MS);
    link.offer(CLIENT_TO_SERVER, tcp(ACK, 4, 5), 30 * MS);
    runAll(link);
    assertThat(seen.stream().filter(s -> s.startsWith("arrive")))
        .containsExactly(
            "arrive 1 at 11",
            "arrive 9 at 13",
            "arrive 2 at 32",
            "arrive 3 at 32",
            "arrive 4 at 40");
    assertThat(link.tally(CLIENT_TO_SERVER)).isEqualTo(new LinkTally(0, 0, 0));
  }

  @Test
  void anOutageBeginsWithItsSegmentAndEnds() {
    LinkModel both = link(Faults.dark(CLIENT_TO_SERVER, 2, 20 * MS));
    LinkModel back = link(Faults.darkBehind(CLIENT_TO_SERVER, 2, 20 * MS));
    for (LinkModel link : List.of(both, back)) {
      for (int i = 1; i <= 3; i++) {
        link.offer(CLIENT_TO_SERVER, tcp(ACK, i, 5), i * (10 * MS));
        link.offer(SERVER_TO_CLIENT, tcp(ACK, i, 0), i * (10 * MS));
      }
      link.offer(CLIENT_TO_SERVER, tcp(ACK, 4, 5), 40 * MS);
      link.offer(SERVER_TO_CLIENT, tcp(ACK, 4, 0), 40 * MS);
      runAll(link);
    }
    assertThat(both.lost()).isEqualTo(4);
    assertThat(both.tally(CLIENT_TO_SERVER).lost()).isEqualTo(2);
    assertThat(back.lost()).isEqualTo(2);
    assertThat(back.tally(CLIENT_TO_SERVER).lost()).isZero();
  }
}
