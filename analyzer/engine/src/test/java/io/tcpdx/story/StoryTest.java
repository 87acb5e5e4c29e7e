package io.tcpdx.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.AnalysisListener;
import io.tcpdx.AnalysisOptions;
import io.tcpdx.Analyzer;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Finding;
import io.tcpdx.report.Report;
import io.tcpdx.timeline.Timeline;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoryTest {
  @Test
  void anExchangeIsToldInSegmentsAndCalls() {
    assertThat(
            told(
                """
                handshake rtt 20ms
                +.001 > P. *(120) ack *
                +.020 < .  *(0) ack *
                +.005 < P. *(500) ack *
                +.001 > .  *(0) ack *
                +.001 > F. *(0) ack *
                +.020 < F. *(0) ack *
                +.001 > .  *(0) ack *
                """))
        .containsExactly(
            "client 1: SYN: MSS 1460, window scale 7, SACK [client: connect()]",
            "server 2: SYN-ACK: MSS 1460, window scale 7, SACK",
            "client 3: ACK: the connection is open"
                + " [client: connect() returns, server: accept() returns]",
            "client 4-5: sends 120 B; ACK after 20 ms [client: send(120), server: recv() = 120]",
            "server 6-7: sends 500 B; ACK after 1.0 ms [server: send(500), client: recv() = 500]",
            "client 8: FIN: sends no more"
                + " [client: close() or shutdown(SHUT_WR), server: recv() = 0]",
            "server 9: FIN: sends no more"
                + " [server: close() or shutdown(SHUT_WR), client: recv() = 0]",
            "client 10: ACK of the FIN");
  }

  @Test
  void manySegmentsAreToldInOneLineWithTheirAcks() {
    assertThat(
            told(
                """
                handshake rtt 20ms
                repeat 50
                +.0001 > . *(1460) ack *
                +.0001 > . *(1460) ack *
                +.0001 < . *(0) ack *
                end
                """))
        .last()
        .isEqualTo(
            "client 4-153: sends 146 kB in 100 segments within 15 ms; 50 ACKs"
                + " [client: send(), 146 kB, server: recv(), 146 kB]");
  }

  @Test
  void whoWaitedForWhomIsSaid() {
    List<StoryLine> lines =
        lines(
            """
            handshake rtt 20ms
            repeat 5
            +.001 > P. *(100) ack *
            +.060 < .  *(0) ack *
            +.0001 > P. *(100) ack *
            +.080 < P. *(50) ack *
            end
            """);

    assertThat(waits(lines.get(4)))
        .containsExactly("40 ms: the server held this ACK back (delayed ACK)");
    assertThat(waits(lines.get(5)))
        .singleElement()
        .asString()
        .startsWith(
            "60 ms: Nagle's algorithm held this segment at the client until the ACK in packet 5");
    assertThat(waits(lines.get(6)))
        .containsExactly("60 ms: the server's program had not answered yet");
  }

  @Test
  void findingsStandWhereTheyHappened() {
    List<StoryLine> lines =
        lines(
            """
            handshake rtt 20ms
            repeat 5
            +.001 > P. *(100) ack *
            +.060 < .  *(0) ack *
            +.0001 > P. *(100) ack *
            +.025 < P. *(50) ack *
            end
            """);

    assertThat(codes(lines.get(2))).isEmpty();
    assertThat(codes(lines.get(3))).contains("nagle-stall");
    assertThat(codes(lines.get(4))).contains("nagle-stall", "delayed-ack");
  }

  @Test
  void chanceIsNotTakenForNagle() {
    assertThat(
            lines(
                """
                handshake rtt 20ms
                +.001 > P. *(100) ack *
                +.020 < .  *(0) ack *
                +.001 > P. *(100) ack *
                +.020 < .  *(0) ack *
                repeat 30
                +.033 > P. *(100) ack *
                +.020 < .  *(0) ack *
                end
                """))
        .noneSatisfy(line -> assertThat(line.waits().toString()).contains("Nagle"));
  }

  @Test
  void lossIsToldFromTheHoleToItsRepair() {
    assertThat(
            told(
                """
                handshake rtt 20ms
                +.001 < .  1:1461(1460) ack 1
                +.0001 < . 2921:4381(1460) ack 1
                +.0001 > . 1:1(0) ack 1461 <sack 2921:4381>
                +.0001 < . 4381:5841(1460) ack 1
                +.0001 > . 1:1(0) ack 1461 <sack 2921:5841>
                +.0001 < . 5841:7301(1460) ack 1
                +.0001 > . 1:1(0) ack 1461 <sack 2921:7301>
                +.021 < .  1461:2921(1460) ack 1
                +.0001 > . 1:1(0) ack 7301
                """))
        .anySatisfy(line -> assertThat(line).contains("after 1.46 kB not seen here as yet"))
        .anySatisfy(line -> assertThat(line).contains("duplicate"))
        .anySatisfy(line -> assertThat(line).contains("sends 1.46 kB again, from byte 1,460"))
        .noneSatisfy(line -> assertThat(line).contains("not seen").contains("recv"))
        .last()
        .isEqualTo("client 12: ACK of 5.84 kB");
  }

  @Test
  void aClosedWindowIsToldWithItsProbes() {
    assertThat(
            told(
                """
                handshake rtt 20ms
                +.001 > P. *(1000) ack *
                +.020 < .  *(0) ack * win 0
                +.300 > .  1000:1000(0) ack *
                +.020 < .  *(0) ack * win 0
                +.500 < .  *(0) ack * win 5000
                +.001 > P. 1001:1101(100) ack *
                """))
        .contains(
            "server 5: ACK of 1.00 kB; closes its window: no room for more"
                + " [server: recv() is not called, its buffer is full]",
            "client 6: probes the closed window",
            "server 7: ACK",
            "server 8: opens its window again: 640 kB [server: recv() has made room]");
  }

  @Test
  void callsOfAnEndAreThoseThatItShows() {
    String open = "handshake rtt 20ms\n+.001 > P. *(120) ack *\n";

    assertThat(told("+0 > S *(0)\n+.020 < R. *(0) ack *\n"))
        .last()
        .asString()
        .contains("server: nobody listens there, client: connect() fails with ECONNREFUSED");
    assertThat(told(open + "+.020 < R. *(0) ack *\n"))
        .last()
        .asString()
        .contains("server: close() with unread data, or SO_LINGER 0")
        .contains("client: recv() or send() fails with ECONNRESET");
    assertThat(told(open + "+.001 > F. *(0) ack *\n+.030 < P. *(99) ack *\n+.001 > . *(0) ack *\n"))
        .anySatisfy(line -> assertThat(line).contains("client: shutdown(SHUT_WR), server: recv()"));
    assertThat(
            told(open + "+.001 > F. *(0) ack *\n+.030 < P. *(99) ack *\n+.001 > R. *(0) ack *\n"))
        .anySatisfy(line -> assertThat(line).contains("[client: close(), server: recv() = 0]"))
        .last()
        .asString()
        .contains("client: close() had been called");
  }

  @Test
  void whatBeginsInItsMiddleIsToldFromThere() {
    assertThat(told("+0 < P. 5000:5100(100) ack 700\n+.001 > . 700:700(0) ack 5100\n"))
        .first()
        .asString()
        .contains("sends 100 B");
  }

  @Test
  void copiesOfFramesAreTold() {
    assertThat(told("handshake rtt 20ms\n+.001 > P. *(120) ack * dup\n"))
        .last()
        .isEqualTo("client 5: the same frame once more in the capture; not counted");
  }

  @Test
  void everySegmentIsToldOnceOrLeftOut() {
    Story story =
        story(
            """
            handshake rtt 20ms
            repeat 10500
            +.001 > P. *(10) ack *
            +.025 < P. *(10) ack *
            end
            """);

    assertThat(story.lines()).hasSize(Narrator.MAX_LINES);
    assertThat(story.segmentsLeftOut()).isEqualTo(21_003 - Narrator.MAX_LINES);
    assertThat(story.lines()).allSatisfy(line -> assertThat(line.segments()).isEqualTo(1));
  }

  @Test
  void onlyTheConnectionAskedForHasAStory() {
    Analyzer analyzer =
        new Analyzer(AnalysisOptions.DEFAULT.tellingStoryOf(7), AnalysisListener.NONE);
    Timeline.of("handshake rtt 20ms").play(analyzer::onFrame);

    assertThat(analyzer.finish(List.of()).story()).isNull();
  }

  private static Story story(String timeline) {
    Analyzer analyzer =
        new Analyzer(AnalysisOptions.DEFAULT.tellingStoryOf(0), AnalysisListener.NONE);
    Timeline.of(timeline).play(analyzer::onFrame);
    Report report = analyzer.finish(List.of());
    return Objects.requireNonNull(report.story());
  }

  private static List<StoryLine> lines(String timeline) {
    return story(timeline).lines();
  }

  private static List<String> told(String timeline) {
    return lines(timeline).stream().map(StoryTest::asText).toList();
  }

  private static String asText(StoryLine line) {
    String packets =
        line.firstPacket() == line.lastPacket()
            ? "" + line.firstPacket()
            : line.firstPacket() + "-" + line.lastPacket();
    String side = line.side() == Side.CLIENT ? "client " : "server ";
    return side
        + packets
        + ": "
        + line.text()
        + (line.calls().isEmpty() ? "" : " [" + String.join(", ", line.calls()) + "]");
  }

  private static List<String> waits(StoryLine line) {
    return line.waits();
  }

  private static Stream<String> codes(StoryLine line) {
    return line.findings().stream().map(Finding::code);
  }
}
