package io.tcpdx.detect.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.detect.Finding;
import io.tcpdx.detect.Level;
import io.tcpdx.timeline.Timeline;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Who is named, and how often, where many attempts fail. */
final class AttemptGroupsTest {
  private static final String SYN = "+1.1 > S 0:0(0) win 64240 <mss 1460>\n";
  private static final String REFUSED = SYN + "+.001 < R. 0:0(0) ack 1 win 0\n";
  private static final String LATER = "connection 9 9\n+2 > P. *(9) ack 1\n";

  private static List<Finding> found(String code, String story) {
    return Timeline.of("ipv4\n" + story + LATER).report().findings().stream()
        .filter(finding -> finding.code().equals(code))
        .toList();
  }

  private static String attempts(int count, IntFunction<String> connection, String each) {
    StringBuilder story = new StringBuilder();
    for (int i = 0; i < count; i++) {
      story.append("connection ").append(40_000 + i).append(' ').append(connection.apply(i));
      story.append('\n').append(each);
    }
    return story.toString();
  }

  @Test
  void manyHostsThatDoNotAnswerOneClientAreOneThing() {
    String story = attempts(76, i -> "80 hosts 1 " + (10 + i), SYN);
    List<Finding> found = found("connection-unanswered", story);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).summary())
        .startsWith("Nothing came back from port 80 of 76 hosts to 76 attempts of 10.0.0.1");
    assertThat(found.get(0).level()).isEqualTo(Level.WARNING);
    assertThat(found.get(0).occurrences()).isEqualTo(76);
    assertThat(found.get(0).connection()).isNull();
    assertThat(found.get(0).hosts()).containsExactly("10.0.0.1");
    assertThat(found.get(0).metrics()).containsEntry("servers", 76).containsEntry("attempts", 76L);
  }

  @Test
  void aScanOfOneHostNamesIt() {
    List<Finding> found =
        found("connection-refused", attempts(20, i -> (80 + i) + " hosts 1 2", REFUSED));

    assertThat(found).hasSize(1);
    assertThat(found.get(0).summary())
        .startsWith("20 ports of 10.0.0.2 answered 20 attempts of 10.0.0.1 with a reset");
    assertThat(found.get(0).hosts()).containsExactly("10.0.0.1", "10.0.0.2");
    assertThat(found.get(0).advice().get(0)).contains("scan");
  }

  @Test
  void aServerThatManyClientsDoNotReachIsOneThing() {
    String story = attempts(4, i -> "80 hosts " + (10 + i) + " 2", SYN);
    List<Finding> found = found("connection-unanswered", story);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).level()).isEqualTo(Level.ERROR);
    assertThat(found.get(0).hosts()).containsExactly("10.0.0.2:80");
    assertThat(found.get(0).summary()).contains("to 4 attempts of 4 clients");
  }

  @Test
  void aClientThatTriesOneServerAgainAndAgain() {
    List<Finding> found = found("connection-unanswered", attempts(23, i -> "80 hosts 1 2", SYN));

    assertThat(found).hasSize(1);
    assertThat(found.get(0).hosts()).containsExactly("10.0.0.1", "10.0.0.2:80");
    assertThat(found.get(0).level()).isEqualTo(Level.ERROR);
  }

  @Test
  void fewerThanFourAreToldApart() {
    assertThat(found("connection-unanswered", attempts(3, i -> "80 hosts 1 2", SYN)))
        .hasSize(3)
        .allMatch(finding -> finding.connection() != null);
    assertThat(found("connection-unanswered", attempts(3, i -> "80 hosts 1 " + (2 + i), SYN)))
        .hasSize(3);
  }

  @Test
  void sixteenServersOfOneClientAreWide() {
    assertThat(found("connection-refused", attempts(15, i -> (80 + i) + " hosts 1 2", REFUSED)))
        .extracting(Finding::level)
        .containsExactly(Level.ERROR);
    assertThat(found("connection-refused", attempts(16, i -> (80 + i) + " hosts 1 2", REFUSED)))
        .extracting(Finding::level)
        .containsExactly(Level.WARNING);
  }

  @Test
  void theFewPortsThatRefuseAScanArePartOfIt() {
    String scan =
        attempts(2, i -> (80 + i) + " hosts 1 2", REFUSED)
            + attempts(30, i -> (100 + i) + " hosts 1 2", SYN);

    assertThat(found("connection-refused", scan))
        .hasSize(2)
        .extracting(Finding::level)
        .containsOnly(Level.WARNING);
  }

  @Test
  void whatSucceedsLaterCostTimeOnly() {
    String success = "connection 50000 80 hosts 1 2\nhandshake rtt 20ms\n";
    List<Finding> before =
        found("connection-refused", success + attempts(1, i -> "80 hosts 1 2", REFUSED));
    List<Finding> after =
        found("connection-refused", attempts(1, i -> "80 hosts 1 2", REFUSED) + success);

    assertThat(before).extracting(Finding::level).containsExactly(Level.ERROR);
    assertThat(after).extracting(Finding::level).containsExactly(Level.WARNING);
    assertThat(after.get(0).summary())
        .endsWith("with a reset, though it accepted 1 other connection.")
        .doesNotContain("nothing listens");
  }

  @Test
  void synsWithNewNumbersOnOneTupleAreAttempts() {
    StringBuilder story = new StringBuilder();
    for (int i = 0; i < 23; i++) {
      story.append("connection 40000 80 hosts 1 2 isn ").append(1000 + i * 5000).append(" 1\n");
      story.append("+.1 > S 0:0(0) win 64240 <mss 1460>\n");
    }
    List<Finding> found = found("connection-unanswered", story.toString());

    assertThat(found).hasSize(1);
    assertThat(found.get(0).metrics()).containsEntry("attempts", 23L);
  }

  @Test
  void anAckOfAnotherConnectionIsNotNothing() {
    String story =
        """
        +0 > S      0:0(0) win 64240 <mss 1460>
        +.020 < .   5000:5000(0) ack 77777
        +1 > S      0:0(0) win 64240 <mss 1460>
        """;
    assertThat(found("connection-unanswered", story)).isEmpty();
  }
}
