package io.tcpdx.story;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes lines of moments: puts together what is alike, and adds who waited, calls and findings. */
final class Narrator {
  /** More lines are read by nobody. */
  static final int MAX_LINES = 20_000;

  /** A silence longer than this part of an RTT, over 2, begins a line of its own. */
  private static final int LONG_SILENCE_HALF_RTTS = 3;

  /** The same where no RTT is known: longer than most paths take, and than delayed ACKs. */
  private static final long LONG_SILENCE_NS = 200_000_000L;

  private final ConnectionSummary connection;
  private final long fullRttNs;
  private final List<Moment> moments;
  private final Map<Long, Set<Finding>> findings = new HashMap<>();
  private final WaitWords waits;
  private final SegmentWords words;
  private final ImpliedCalls calls;
  private final List<StoryLine> lines = new ArrayList<>();
  private long toldUntilNs;

  Narrator(
      ConnectionSummary connection,
      long[] rttNs,
      long[] segmentSize,
      List<Moment> moments,
      List<Finding> found) {
    this.connection = connection;
    this.fullRttNs = rttNs[0] < 0 || rttNs[1] < 0 ? -1 : rttNs[0] + rttNs[1];
    this.moments = moments;
    this.waits = new WaitWords(rttNs);
    this.words = new SegmentWords(connection, moments);
    this.calls = new ImpliedCalls(moments, segmentSize);
    this.toldUntilNs = connection.startNs();
    for (Finding finding : found) {
      if (Objects.equals(finding.connection(), connection.id())) {
        for (long packet : finding.packets()) {
          findings.computeIfAbsent(packet, p -> new LinkedHashSet<>()).add(finding);
        }
      }
    }
  }

  Story tell(long leftOut) {
    Passage open = null;
    int told = 0;
    for (Moment moment : moments) {
      List<String> waited = waits.before(moment);
      if (open != null && joins(moment, waited, open)) {
        open.add(moment);
        continue;
      }
      told += tellPassage(open);
      if (lines.size() == MAX_LINES) {
        return new Story(connection.id(), lines, moments.size() - told + leftOut);
      }
      open = new Passage(moment, waited);
    }
    tellPassage(open);
    return new Story(connection.id(), lines, leftOut);
  }

  private boolean joins(Moment moment, List<String> waited, Passage open) {
    long limitNs =
        fullRttNs < 0
            ? LONG_SILENCE_NS
            : Math.max(WaitWords.MIN_TOLD_NS, fullRttNs * LONG_SILENCE_HALF_RTTS / 2);
    return waited.isEmpty()
        && !findings.containsKey(moment.packet)
        && moment.timeNs - open.last().timeNs <= limitNs
        && open.takes(moment);
  }

  /** Answers with how many segments it told. */
  private int tellPassage(@Nullable Passage passage) {
    if (passage == null) {
      return 0;
    }
    Moment first = passage.first();
    Moment last = passage.last();
    lines.add(
        new StoryLine(
            first.packet,
            last.packet,
            passage.segments(),
            first.timeNs - connection.startNs(),
            first.timeNs - toldUntilNs,
            last.timeNs - first.timeNs,
            passage.side(),
            words.of(passage),
            passage.waits(),
            calls.of(passage),
            List.copyOf(findings.getOrDefault(first.packet, Set.of()))));
    toldUntilNs = last.timeNs;
    return passage.segments();
  }
}
