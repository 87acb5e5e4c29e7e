package io.tcpdx.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.lab.program.ProgramLog;
import io.tcpdx.lab.sys.Counters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScenariosTest {

  @Test
  void namesAreFoldersAndUnique() {
    List<String> names = Scenarios.all().stream().map(Scenario::name).toList();
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9-]+"));
    assertThat(names.get(0)).isEqualTo("nagle-delayed-ack");
  }

  @Test
  void statementsAreAboutKnownCodes() {
    for (Scenario scenario : Scenarios.all()) {
      Expectation expectation = scenario.expectation();
      assertThat(Expectation.CODES)
          .as(scenario.name())
          .containsAll(expectation.present())
          .containsAll(expectation.absent())
          .containsAll(expectation.undecided())
          .containsAll(expectation.unseen());
    }
  }

  @Test
  void whatTheKernelCountedDecides() {
    Expectation expectation = Expectation.close("graceful", "client").longLived();
    assertThat(expectation.presentIn(outcome(0))).isEmpty();
    assertThat(expectation.absentIn(outcome(0))).contains("delayed-ack", "handshake-cost");
    assertThat(expectation.presentIn(outcome(3))).containsExactly("delayed-ack");
    assertThat(expectation.absentIn(outcome(3))).doesNotContain("delayed-ack");
  }

  @Test
  void whatTheCaptureCannotShowIsAbsent() {
    Expectation expectation = Expectation.close(null, null).unseen("delayed-ack");
    assertThat(expectation.presentIn(outcome(3))).isEmpty();
    assertThat(expectation.absentIn(outcome(3))).contains("delayed-ack");
  }

  private static Measured outcome(long delayedAcks) {
    Outcome.Side quiet =
        new Outcome.Side(new Counters(Map.of()), new ProgramLog(0), List.of(), null);
    Counters counters = new Counters(Map.of("TcpExtDelayedACKs", delayedAcks));
    return Measured.of(
        new Outcome(quiet, new Outcome.Side(counters, new ProgramLog(0), List.of(), null), 0));
  }
}
