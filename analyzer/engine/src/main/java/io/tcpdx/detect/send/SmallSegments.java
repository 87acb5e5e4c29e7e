package io.tcpdx.detect.send;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.Segment;
import io.tcpdx.detect.ConnectionDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.detect.OnSegment;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs of segments far smaller than they could be, one right after another with no answer between
 * them: what they carry could have travelled together.
 */
@AutoService(Detector.class)
@DetectorInfo(
    id = "small-segments",
    title = "Tiny segments",
    reference = "RFC 9293 §3.8.6.2.1, RFC 896, RFC 1122 §4.2.3.4",
    requires = {Needs.BOTH_DIRECTIONS})
public final class SmallSegments implements ConnectionDetector, OnSegment {
  /** A segment is tiny if it carries less than one part in so many of a full one. */
  private static final int TINY_DIVISOR = 10;

  /** Shorter runs cost nothing worth a word. */
  private static final int MIN_RUN_SEGMENTS = 50;

  /**
   * A longer pause means that the next bytes were not there yet: waiting for them costs time too.
   */
  private static final long MAX_PAUSE_NS = 10_000_000L;

  private final Map<Direction, Runs> runs = new EnumMap<>(Direction.class);

  private static final class Runs {
    final Evidence evidence = new Evidence();
    final int[] sizes = new int[1 << 10];
    long found;
    long segments;
    long payload;
    long headers;

    long runSegments;
    long runPayload;
    long runHeaders;
    final int[] runSizes = new int[1 << 10];
    long runStartNs;
    long runFirst;
    long runLast;
    long runLastNs;

    void end() {
      if (runSegments >= MIN_RUN_SEGMENTS) {
        found++;
        segments += runSegments;
        payload += runPayload;
        headers += runHeaders;
        for (int i = 0; i < sizes.length; i++) {
          sizes[i] += runSizes[i];
        }
        evidence.add(runStartNs, runFirst, runLast);
      }
      if (runSegments > 0) {
        Arrays.fill(runSizes, 0);
      }
      runSegments = 0;
      runPayload = 0;
      runHeaders = 0;
    }

    void add(Segment segment) {
      if (runSegments == 0) {
        runStartNs = segment.timeNs();
        runFirst = segment.number();
      }
      runSegments++;
      runPayload += segment.payloadLength();
      runHeaders += segment.headerBytes();
      runSizes[Math.min(segment.payloadLength(), runSizes.length - 1)]++;
      runLast = segment.number();
      runLastNs = segment.timeNs();
    }

    int medianPayload() {
      long seen = 0;
      for (int size = 0; size < sizes.length; size++) {
        seen += sizes[size];
        if (seen * 2 >= segments) {
          return size;
        }
      }
      return sizes.length - 1;
    }
  }

  @Override
  public void onSegment(Connection connection, Segment segment) {
    if (segment.payloadLength() == 0
        || segment.is(Segment.CAPTURE_DUPLICATE | Segment.KEEP_ALIVE | Segment.WINDOW_PROBE)) {
      return;
    }
    Runs answered = runs.get(segment.direction().opposite());
    if (answered != null) {
      answered.end();
    }
    boolean tiny =
        segment.payloadLength() < connection.segmentSizeBytes(segment.direction()) / TINY_DIVISOR;
    @Nullable Runs own = runs.get(segment.direction());
    if (own != null && (!tiny || segment.timeNs() - own.runLastNs > MAX_PAUSE_NS)) {
      own.end();
    }
    if (tiny && segment.is(Segment.NEW)) {
      runs.computeIfAbsent(segment.direction(), direction -> new Runs()).add(segment);
    }
  }

  @Override
  public void onEnd(
      Connection connection, ConnectionSummary summary, long captureEndNs, FindingSink findings) {
    runs.forEach(
        (direction, run) -> {
          run.end();
          if (run.found > 0) {
            findings.found(finding(connection, direction, run));
          }
        });
  }

  private static Finding finding(Connection connection, Direction direction, Runs run) {
    double headerShare = (double) run.headers / (run.headers + run.payload);
    String sender = direction.sender().noun();
    return FindingBuilder.of(SmallSegments.class)
        .connection(connection.id())
        .direction(direction)
        .level(Level.NOTE)
        .occurrences(run.found)
        .metric("segments", run.segments)
        .metric("medianPayloadBytes", run.medianPayload())
        .share("headerShare", headerShare)
        .summary(
            "The "
                + sender
                + " sent "
                + run.segments
                + " segments in a row with "
                + Figures.bytes(run.medianPayload())
                + " of payload (median) where "
                + Figures.bytes(connection.segmentSizeBytes(direction))
                + " fit; headers make "
                + Figures.percent(headerShare)
                + " of these bytes.")
        .advise(
            "At the "
                + sender
                + ": collect what belongs together in a buffer and write it at once, rather than field by"
                + " field; a TCP_NODELAY socket sends every write as a segment of its own.")
        .build(run.evidence);
  }
}
