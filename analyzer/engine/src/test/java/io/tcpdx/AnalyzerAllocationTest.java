package io.tcpdx;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tcpdx.protocol.tls.TlsDialogue;
import io.tcpdx.report.Report;
import io.tcpdx.timeline.Timeline;
import io.tcpdx.wire.Frame;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Once a connection runs, its packets are decoded, followed and judged without allocation. */
final class AnalyzerAllocationTest {
  private static final int WARM_UP_PACKETS = 100_000;
  private static final int MEASURED_PACKETS = 200_000;

  /** What allocates for each packet does so in every pass; what the JVM does now and then, not. */
  private static final int MOST_PASSES = 5;

  private static final int SEQUENCE_OFFSET = 14 + 20 + 4;
  private static final int ACKNOWLEDGMENT_OFFSET = SEQUENCE_OFFSET + 4;
  private static final int IP_IDENTIFICATION_OFFSET = 14 + 4;
  private static final int SOURCE_ADDRESS_END = 14 + 15;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Frame frame = new Frame();
  private final Analyzer analyzer = new Analyzer(AnalysisOptions.DEFAULT, AnalysisListener.NONE);
  private long fed;

  @Test
  void bulkWithAcks() {
    Report report =
        measure(
            """
            timestamps
            handshake rtt 20ms
            """,
            """
            timestamps
            handshake rtt 20ms
            +.0001 > .    *(1448) ack *
            +.0001 > .    *(1448) ack *
            +.0200 < .    *(0) ack *
            """);

    assertThat(report.connections().get(0).clientToServer().payloadBytes())
        .isGreaterThan(10_000_000);
  }

  @Test
  void writeWriteReadThatStalls() {
    Report report =
        measure(
            """
            handshake rtt 20ms
            """,
            """
            handshake rtt 20ms
            +.001 > P.    *(100) ack *
            +.060 < .     *(0) ack *
            +.0001 > P.   *(50) ack *
            +.021 < P.    *(200) ack *
            """);

    assertThat(report.findings()).extracting("code").contains("nagle-stall", "delayed-ack");
    assertThat(report.connections()).hasSize(1);
  }

  @Test
  void tinySegmentsAnsweredByTinySegments() {
    Report report =
        measure(
            """
            handshake rtt 1ms
            """,
            """
            handshake rtt 1ms
            +.0002 > P.   *(20) ack *
            +.0002 > P.   *(30) ack *
            +.0011 < .    *(0) ack *
            +.0001 < P.   *(40) ack *
            """);

    assertThat(report.connections()).hasSize(1);
    assertThat(report.connections().get(0).serverToClient().payloadBytes()).isPositive();
  }

  @Test
  void bodiesOfHttpBothWays() {
    String asked =
        """
        handshake rtt 1ms
        +.001 > P. *("POST / HTTP/1.1|Host: h|Content-Length: 99999999999||") ack *
        +.001 < P. *("HTTP/1.1 200 OK|Content-Length: 99999999999||") ack *
        """;
    Report report =
        measure(
            asked,
            asked
                + """
                +.0002 > P.   *(1448) ack *
                +.0011 < .    *(1448) ack *
                +.0001 > .    *(0) ack *
                """);

    assertThat(report.conversation(report.connections().get(0)).transactions())
        .singleElement()
        .matches(t -> t.response() != null && t.response().message().bodyBytes() > 10_000_000);
  }

  @Test
  void recordsOfTls() {
    String asked =
        """
        handshake rtt 1ms
        +.001 > P.  *(%s) ack *
        +.0011 < P. *(%s) ack *
        +.0001 > P. *(%s) ack *
        """
            .formatted(
                TlsDialogue.payload(TlsDialogue.clientHello(TlsDialogue.tls13())),
                TlsDialogue.payload(
                    TlsDialogue.serverHello(0x1301, TlsDialogue.tls13()), TlsDialogue.data(900)),
                TlsDialogue.payload(TlsDialogue.data(TlsDialogue.FINISHED), TlsDialogue.data(100)));
    Report report =
        measure(
            asked,
            asked
                + """
                +.0011 < .  *(%s) ack *
                +.0001 > .  *(0) ack *
                """
                    .formatted(TlsDialogue.payload(TlsDialogue.data(1_443))));

    assertThat(report.conversation(report.connections().get(0)).turns())
        .singleElement()
        .matches(turn -> turn.responseBytes() > 10_000_000);
  }

  /** Feeds the set-up, then the rounds that follow it again and again, with rising numbers. */
  private Report measure(String setUp, String setUpAndRound) {
    List<ByteBuffer> frames = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    Timeline.of("ipv4\n" + setUp + "vantage client\n").play(this::feed);
    long setUpFrames = fed;
    Timeline.of("ipv4\n" + setUpAndRound + "vantage client\n")
        .play(
            seen -> {
              if (seen.number() > setUpFrames) {
                frames.add(copy(seen));
              }
              times.add(seen.timeNs());
            });
    Rounds rounds = new Rounds(frames, times, (int) setUpFrames);
    rounds.feed(WARM_UP_PACKETS);

    long allocated = Long.MAX_VALUE;
    for (int pass = 0; pass < MOST_PASSES && allocated > 0; pass++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      rounds.feed(MEASURED_PACKETS);
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }

    assertThat(allocated).as("bytes for %d packets", MEASURED_PACKETS).isZero();
    return analyzer.finish(List.of());
  }

  private void feed(Frame seen) {
    fed = seen.number();
    analyzer.onFrame(seen);
  }

  private static ByteBuffer copy(Frame seen) {
    ByteBuffer bytes = ByteBuffer.allocate(seen.capturedLength());
    return bytes.put(seen.buffer().slice(seen.offset(), seen.capturedLength())).clear();
  }

  /** The frames of one round, moved on in sequence space and time by each play. */
  private final class Rounds {
    private final ByteBuffer[] frames;
    private final long[] times;
    private final long roundNs;
    private final int[] bytesFrom = new int[2];

    Rounds(List<ByteBuffer> frames, List<Long> times, int setUpFrames) {
      this.frames = frames.toArray(ByteBuffer[]::new);
      this.times = times.stream().skip(setUpFrames).mapToLong(time -> time).toArray();
      this.roundNs = this.times[this.times.length - 1] - times.get(setUpFrames - 1);
      for (ByteBuffer bytes : frames) {
        int headers = 20 + ((bytes.get(SEQUENCE_OFFSET + 8) & 0xf0) >>> 2);
        bytesFrom[side(bytes)] += bytes.getShort(16) - headers;
      }
    }

    private int side(ByteBuffer bytes) {
      return bytes.get(SOURCE_ADDRESS_END) == 1 ? 0 : 1;
    }

    void feed(int packets) {
      for (int done = 0; done < packets; done += frames.length) {
        for (int i = 0; i < frames.length; i++) {
          ByteBuffer bytes = frames[i];
          frame.set(bytes, 0, bytes.capacity(), bytes.capacity(), times[i], 1, ++fed);
          analyzer.onFrame(frame);
          moveOn(bytes);
          times[i] += roundNs;
        }
      }
    }

    private void moveOn(ByteBuffer bytes) {
      int side = side(bytes);
      bytes.putInt(SEQUENCE_OFFSET, bytes.getInt(SEQUENCE_OFFSET) + bytesFrom[side]);
      bytes.putInt(
          ACKNOWLEDGMENT_OFFSET, bytes.getInt(ACKNOWLEDGMENT_OFFSET) + bytesFrom[1 - side]);
      bytes.putShort(
          IP_IDENTIFICATION_OFFSET, (short) (bytes.getShort(IP_IDENTIFICATION_OFFSET) + 7));
    }
  }
}
