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
import io.tcpdx.ledger.Charges;
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

  /** Payloads are told apart up to this many bytes; larger ones count as this. */
  private static final int MAX_SIZE = (1 << 10) - 1;

  private final Map<Direction, Runs> runs = new EnumMap<>(Direction.class);

  private static final class Runs {
    final Evidence evidence = new Evidence();

    /** Payloads of all segments in runs that count, by size; null before the first such run. */
    private int @Nullable [] sizes;

    long found;
    long segments;
    long payload;
    long headers;

    long runSegments;
    long runPayload;
    long runHeaders;

    /** Payloads of a run that is still too short to count. */
    private final short[] earlySizes = new short[MIN_RUN_SEGMENTS];

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
        evidence.add(runStartNs, runFirst, runLast);
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
      noteSize(segment.payloadLength());
      runPayload += segment.payloadLength();
      runHeaders += segment.headerBytes();
      runLast = segment.number();
      runLastNs = segment.timeNs();
    }

    private void noteSize(int payload) {
      int size = Math.min(payload, MAX_SIZE);
      if (runSegments < MIN_RUN_SEGMENTS) {
        earlySizes[(int) runSegments] = (short) size;
      } else {
        count(size);
      }
      runSegments++;
      if (runSegments == MIN_RUN_SEGMENTS) {
        for (short early : earlySizes) {
          count(early);
        }
      }
    }

    private void count(int size) {
      int[] counts = sizes;
      if (counts == null) {
        counts = new int[MAX_SIZE + 1];
        sizes = counts;
      }
      counts[size]++;
    }

    int medianPayload() {
      int[] counts = sizes == null ? new int[0] : sizes;
      long seen = 0;
      for (int size = 0; size < counts.length; size++) {
        seen += counts[size];
        if (seen * 2 >= segments) {
          return size;
        }
      }
      return MAX_SIZE;
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
      Connection connection,
      ConnectionSummary summary,
      Charges charges,
      long captureEndNs,
      FindingSink findings) {
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
