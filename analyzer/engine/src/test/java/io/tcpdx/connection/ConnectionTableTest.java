package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.timeline.Timeline;
import io.tcpdx.wire.TcpView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class ConnectionTableTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long TIME_WAIT = 60 * SECOND;

  private final Segments segments = new Segments();
  private final Ends ends = new Ends();

  private static List<ConnectionSummary> connections(String story) {
    return Timeline.of(story).report().connections();
  }

  @Test
  void aSynWithAnotherSequenceNumberIsAnotherConnection() {
    List<ConnectionSummary> connections =
        connections(
            """
            connection 40000 isn 1000 2000
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            connection 40000 isn 500000 700000
            handshake rtt 20ms
            +.001 > P.  *(30) ack *
            """);

    assertThat(connections).hasSize(2);
    assertThat(connections.get(0).clientToServer().payloadBytes()).isEqualTo(100);
    assertThat(connections.get(1).clientToServer().payloadBytes()).isEqualTo(30);
  }

  /** Something on the way answers in the server's stead, or renumbers one side of the capture. */
  @Test
  void twoAnswersToOneSynTakeNoPayloadAway() {
    ConnectionSummary connection =
        connections(
                """
                connection 40000 isn 1000 2000
                +0 > S     0:0(0) win 1024 <mss 1460>
                +0 < S.    700000000:700000000(0) ack 600000 win 1024 <mss 1460>
                +0 < S.    0:0(0) ack 1 win 1024 <mss 1460>
                +0 > .     1:1(0) ack 1
                +0 > P.    1:101(100) ack 1
                """)
            .get(0);

    assertThat(connection.clientToServer().payloadBytes()).isEqualTo(100);
  }

  @Test
  void theSameSynAgainIsTheSameConnection() {
    assertThat(
            connections(
                """
                +0 > S 0:0(0) win 1024 <mss 1460>
                +1 > S 0:0(0) <mss 1460>
                +2 > S 0:0(0) <mss 1460>
                """))
        .hasSize(1);
  }

  @Test
  void aSynOnAConnectionCaughtInTheMiddleIsAnotherConnection() {
    List<ConnectionSummary> connections =
        connections(
            """
            +0 > P.    1:101(100) ack 1
            +.020 < .  1:1(0) ack 101
            connection 40000 isn 700 900
            handshake rtt 20ms
            """);

    assertThat(connections).hasSize(2);
    assertThat(connections.get(0).roleCertain()).isFalse();
    assertThat(connections.get(1).roleCertain()).isTrue();
  }

  @Test
  void lateSegmentsOfAClosedConnectionFindIt() {
    assertThat(
            connections(
                """
                handshake rtt 20ms
                +.001 > F.  1:1(0) ack 1
                +.020 < F.  1:1(0) ack 2
                +.0001 > .  2:2(0) ack 2
                +59 < F.    1:1(0) ack 2
                +.0001 > .  2:2(0) ack 2
                """))
        .hasSize(1);
  }

  @Test
  void afterTimeWaitTheTupleIsFree() {
    assertThat(
            connections(
                """
                handshake rtt 20ms
                +.001 > F.  1:1(0) ack 1
                +.020 < F.  1:1(0) ack 2
                +.0001 > .  2:2(0) ack 2
                connection 40001
                +61 > S     0:0(0) win 1024 <mss 1460>
                connection 40000
                +.001 < F.  1:1(0) ack 2
                """))
        .hasSize(3);
  }

  @Test
  void rolesOfAConnectionCaughtInTheMiddleFollowThePorts() {
    List<ConnectionSummary> connections =
        connections(
            """
            connection 50000 443
            +0 < P.     1:101(100) ack 1
            connection 50001 8080
            +.001 < P.  1:101(100) ack 1
            connection 8081 9090
            +.001 > P.  1:101(100) ack 1
            """);

    assertThat(connections.get(0).server().port()).isEqualTo(443);
    assertThat(connections.get(1).server().port()).isEqualTo(8080);
    assertThat(connections.get(2).client().port()).isEqualTo(8081);
    assertThat(connections).noneMatch(ConnectionSummary::roleCertain);
  }

  @Test
  void aSynAckAloneTellsWhoTheClientIs() {
    ConnectionSummary connection =
        connections(
                """
                connection 80 50000
                +0 < S. 0:0(0) ack 1 win 1024 <mss 1460>
                """)
            .get(0);

    assertThat(connection.client().port()).isEqualTo(80);
    assertThat(connection.roleCertain()).isTrue();
  }

  @Test
  void wholeConnectionsAreGivenUpBeforeMoreThanTheMostAreKept() {
    ConnectionTable table = new ConnectionTable(ends, TIME_WAIT, 3);
    for (int port = 1; port <= 3; port++) {
      table.onPacket(segments.packet(port, true, 40_000 + port, TcpView.SYN, 0, 0, 0));
    }
    table.onPacket(segments.packet(10, true, 40_001, TcpView.SYN, 0, 0, 0));
    table.onPacket(segments.packet(11, true, 40_004, TcpView.SYN, 0, 0, 0));

    assertThat(table.evicted()).isEqualTo(1);
    assertThat(ends.summaries).singleElement().matches(c -> c.client().port() == 40_002);

    table.finish();
    assertThat(ends.summaries).extracting(ConnectionSummary::id).containsExactly(1, 0, 2, 3);
  }

  @Test
  void closedConnectionsAreGivenUpBeforeOpenOnes() {
    ConnectionTable table = new ConnectionTable(ends, TIME_WAIT, 2);
    table.onPacket(segments.packet(1, true, 40_001, TcpView.SYN, 0, 0, 0));
    table.onPacket(segments.packet(2, true, 40_002, TcpView.SYN, 0, 0, 0));
    table.onPacket(segments.packet(3, false, 40_002, TcpView.RST | TcpView.ACK, 0, 1, 0));
    table.onPacket(segments.packet(4, true, 40_003, TcpView.SYN, 0, 0, 0));

    assertThat(ends.summaries).singleElement().matches(c -> c.client().port() == 40_002);
  }

  /** Opens, uses and closes connections at random against a map from tuple to connection. */
  @Property(tries = 200)
  void theTableAgreesWithAMap(
      @ForAll @Size(max = 400) List<@IntRange(max = 3 * 40 - 1) Integer> steps,
      @ForAll @IntRange(min = 1, max = 5) int portStride) {
    Ends heard = new Ends();
    ConnectionTable table = new ConnectionTable(heard, 5, 1_000_000);
    Map<Integer, Long> alive = new HashMap<>();
    ArrayDeque<int[]> closing = new ArrayDeque<>();
    Map<Integer, Integer> segmentsSent = new HashMap<>();
    List<Integer> wanted = new ArrayList<>();
    long now = 0;
    long opened = 0;
    for (int step : steps) {
      int port = 1024 + step / 3 * 256 * portStride;
      now += 10;
      expire(alive, closing, segmentsSent, wanted, now);
      boolean known = alive.containsKey(port);
      boolean open = known && alive.get(port) >= 0;
      if (!open && step % 3 == 0) {
        if (known) {
          wanted.add(segmentsSent.remove(port));
          closing.removeIf(entry -> entry[0] == port);
        }
        alive.put(port, ++opened);
        segmentsSent.put(port, 1);
        table.onPacket(segments.packet(now, true, port, TcpView.SYN, opened * 1000, 0, 0));
      } else if (open) {
        boolean reset = step % 3 == 2;
        int flags = reset ? TcpView.RST : TcpView.ACK;
        long sequence = alive.get(port) * 1000 + 1;
        table.onPacket(segments.packet(now, true, port, flags, sequence, 1, reset ? 0 : step));
        segmentsSent.merge(port, 1, Integer::sum);
        if (reset) {
          alive.put(port, -1L);
          closing.add(new int[] {port, (int) now});
        }
        expire(alive, closing, segmentsSent, wanted, now);
      }
    }
    table.finish();
    wanted.addAll(segmentsSent.values());

    assertThat(heard.starts).isEqualTo(opened);
    assertThat(heard.summaries.stream().map(c -> (int) c.clientToServer().segments()))
        .containsExactlyInAnyOrderElementsOf(wanted);
  }

  private static void expire(
      Map<Integer, Long> alive,
      ArrayDeque<int[]> closing,
      Map<Integer, Integer> segmentsSent,
      List<Integer> wanted,
      long now) {
    while (!closing.isEmpty() && now - closing.peek()[1] > 15) {
      int port = closing.remove()[0];
      alive.remove(port);
      wanted.add(segmentsSent.remove(port));
    }
  }
}
