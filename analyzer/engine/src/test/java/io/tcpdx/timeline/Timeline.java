package io.tcpdx.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.detect.DetectorResult;
import io.tcpdx.detect.Outcome;
import io.tcpdx.report.Report;
import io.tcpdx.wire.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A capture written down in packetdrill's notation, as the client sees it, one segment a line:
 *
 * <pre>
 * handshake rtt 40ms
 * +.010 > P. 1:101(100) ack 1 win 502 &lt;nop,nop,TS val 7 ecr 3>
 * +.080 &lt; .  *(0) ack *            // finds delayed-ack occurrences=1 cost=0
 * </pre>
 *
 * {@code >} goes from client to server. Times are relative to the line before; sequence numbers are
 * relative to each side's own initial one; {@code *} stands for what comes next, after {@code ack}
 * for all that the other side has sent so far. In place of the length stands what is said: {@code
 * *("GET / HTTP/1.1|Host: a||")}, where {@code |} is CR LF, {@code \xHH} a byte, and {@code + 8000}
 * behind the quotes as many letters more; or {@code *(hex 160303)}. {@code win} is the field as on
 * the wire. Further words: {@code id N} (IP identification), {@code ttl N}, {@code dup} (captured
 * twice). Flags are {@code S F R P .} (ACK) or {@code -}. Directives, a line each:
 *
 * <ul>
 *   <li>{@code handshake rtt 40ms [mss 1460]}: a set-up, and half the RTT as delay each way
 *   <li>{@code delays D D}: to the server and to the client, from which the other vantages follow
 *   <li>{@code repeat N}, {@code end}
 *   <li>{@code connection PORT [SERVERPORT] [hosts CLIENT SERVER] [isn CLIENT SERVER]}: what
 *       follows is of another one, between the hosts whose addresses end in these
 *   <li>{@code timestamps}: segments carry the timestamps option from here on
 *   <li>{@code only client|server}: the capture misses the other side's segments
 *   <li>{@code snaplen N}, {@code ipv4}, {@code ipv6}, {@code vantage client|between|server}
 *   <li>{@code outcome CODE not-applicable}
 * </ul>
 *
 * {@code // finds CODE} says that a finding has this packet among its evidence, {@code // is KINDS}
 * what the segment is, {@code // spares CODE} that no finding shows it. No marker, no finding: a
 * detector whose code no line finds must come out clear. Every timeline is run at each vantage
 * whose delays are known, over IPv4 and over IPv6.
 */
public final class Timeline {
  private static final int LINK_ETHERNET = 1;

  private final TimelineParser parsed;

  private Timeline(TimelineParser parsed) {
    this.parsed = parsed;
  }

  /** Reads a timeline. */
  public static Timeline of(String text) {
    TimelineParser parser = new TimelineParser();
    parser.parse(text.lines().toList());
    return new Timeline(parser);
  }

  /** Holds these detectors against the markers, everywhere. */
  public void check(String... codes) {
    assertThat(codes).as("codes to check").isNotEmpty();
    for (String code : codes) {
      for (Vantage vantage : vantages()) {
        for (int ipVersion : ipVersions()) {
          new FindingsCheck(this, vantage, ipVersion, code).run();
        }
      }
    }
  }

  /** Holds every detector to which the timeline is something against the markers, everywhere. */
  public void checkAll() {
    check(
        report().detectors().stream()
            .filter(result -> result.outcome() != Outcome.NOT_APPLICABLE)
            .map(DetectorResult::code)
            .toArray(String[]::new));
  }

  /** Holds the segments' kinds against the markers, everywhere. */
  public void checkKinds() {
    for (Vantage vantage : vantages()) {
      for (int ipVersion : ipVersions()) {
        new KindsCheck(this, vantage, ipVersion).run();
      }
    }
  }

  /** The report at the client, or at the one vantage that the timeline names. */
  public Report report() {
    return report(vantages().get(0));
  }

  /** The report of all detectors at that vantage. */
  public Report report(Vantage vantage) {
    return new TimelineRun(this, vantage, ipVersions().get(0)).report();
  }

  /** Plays the frames at the client, in order; a frame is valid during the call. */
  public void play(Consumer<Frame> consumer) {
    play(vantages().get(0), ipVersions().get(0), consumer);
  }

  /** Plays the frames as they pass there, in order; a frame is valid during the call. */
  public void play(Vantage vantage, Consumer<Frame> consumer) {
    play(vantage, ipVersions().get(0), consumer);
  }

  void play(Vantage vantage, int ipVersion, Consumer<Frame> consumer) {
    Frame frame = new Frame();
    long number = 0;
    for (TimelineSegment segment : segmentsAt(vantage)) {
      byte[] bytes = FrameWriter.frame(segment, ipVersion);
      int captured = Math.min(bytes.length, parsed.snapLength);
      long timeNs = vantage.passesNs(segment.clientNs(), segment.fromClient(), parsed.delays);
      frame.set(
          ByteBuffer.wrap(bytes, 0, captured),
          0,
          captured,
          bytes.length,
          timeNs,
          LINK_ETHERNET,
          ++number);
      consumer.accept(frame);
    }
  }

  /** The segments captured there, in the order in which they pass. */
  List<TimelineSegment> segmentsAt(Vantage vantage) {
    List<TimelineSegment> seen = new ArrayList<>();
    for (TimelineSegment segment : parsed.segments) {
      boolean missed = parsed.onlyFrom.equals(segment.fromClient() ? "server" : "client");
      if (!missed) {
        seen.add(segment);
      }
    }
    if (vantage != Vantage.CLIENT) {
      seen.sort(
          Comparator.comparing(
              segment ->
                  vantage.passesNs(segment.clientNs(), segment.fromClient(), parsed.delays)));
    }
    return seen;
  }

  String outcome(String code) {
    return parsed.outcomes.getOrDefault(code, "");
  }

  private List<Vantage> vantages() {
    if (!parsed.onlyVantage.isEmpty()) {
      return List.of(Vantage.valueOf(parsed.onlyVantage.toUpperCase(Locale.ROOT)));
    }
    return parsed.delaysKnown
        ? List.of(Vantage.CLIENT, Vantage.BETWEEN, Vantage.SERVER)
        : List.of(Vantage.CLIENT);
  }

  private List<Integer> ipVersions() {
    return parsed.onlyIpVersion == 0 ? List.of(4, 6) : List.of(parsed.onlyIpVersion);
  }
}
