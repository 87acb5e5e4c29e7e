package io.tcpdx;

import io.tcpdx.capture.CaptureFileSummary;
import io.tcpdx.capture.PacketFactoryFallback;
import io.tcpdx.connection.CaptureClock;
import io.tcpdx.connection.CapturePoint;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionListener;
import io.tcpdx.connection.ConnectionListeners;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.ConnectionTable;
import io.tcpdx.detect.DetectorDescription;
import io.tcpdx.detect.DetectorResult;
import io.tcpdx.detect.DetectorRunner;
import io.tcpdx.detect.DetectorSettings;
import io.tcpdx.detect.Detectors;
import io.tcpdx.detect.ExplainedTopic;
import io.tcpdx.detect.ExplainedTopics;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.Parts;
import io.tcpdx.ledger.LedgerSummary;
import io.tcpdx.ledger.Ledgers;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Lookup;
import io.tcpdx.protocol.dns.Lookups;
import io.tcpdx.protocol.recognition.Conversations;
import io.tcpdx.report.CaptureSummary;
import io.tcpdx.report.Report;
import io.tcpdx.story.Story;
import io.tcpdx.story.StoryRecorder;
import io.tcpdx.wire.DecodeStatus;
import io.tcpdx.wire.Frame;
import io.tcpdx.wire.Packet;
import io.tcpdx.wire.PacketDecoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Diagnoses one capture: feed it every frame in the capture's order, then ask for the report. Not
 * thread-safe.
 */
public final class Analyzer {
  /** Errors first, then what cost most, then in the order of the capture. */
  private static final Comparator<Finding> ORDER_OF_FINDINGS =
      Comparator.comparing(Finding::level, Comparator.reverseOrder())
          .thenComparing(Finding::costNs, Comparator.reverseOrder())
          .thenComparing(Finding::firstPacket)
          .thenComparing(Finding::code)
          .thenComparing(finding -> String.valueOf(finding.direction()));

  /** Slots in which the connections carry what these keep of them. */
  private static final int DETECTORS = 0;

  private static final int LEDGER = 1;

  private static final int CONVERSATION = 2;

  /** Look-ups that the report lists; the detectors see all. */
  private static final int MAX_LOOKUPS = 1_000_000;

  private final AnalysisOptions options;
  private final AnalysisListener listener;
  private final PacketDecoder decoder = new PacketDecoder(new PacketFactoryFallback());
  private final Packet packet = new Packet();
  private final CaptureClock clock = new CaptureClock();
  private final FrameCounts counts = new FrameCounts();
  private final List<ConnectionSummary> connections = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Ledgers ledgers;
  private final Map<Integer, LedgerSummary> ledgerOf = new HashMap<>();
  private final Lookups lookupTracker;
  private final Conversations conversations;
  private final Map<Integer, Conversation> conversationOf = new HashMap<>();
  private final List<Lookup> lookups = new ArrayList<>();
  private final DetectorRunner runner;
  private final @Nullable StoryRecorder story;
  private final ConnectionTable table;
  private final Map<Integer, Map<String, Long>> toldOpen = new HashMap<>();

  /**
   * @param options what to do
   * @param listener told of results while the analysis goes on
   */
  public Analyzer(AnalysisOptions options, AnalysisListener listener) {
    this.options = options;
    this.listener = listener;
    Integer storyOf = options.storyOf();
    this.story = storyOf == null ? null : new StoryRecorder(storyOf);
    this.lookupTracker = new Lookups(this::onLookup);
    this.conversations = new Conversations(CONVERSATION, options.protocols(), lookupTracker);
    this.ledgers = new Ledgers(LEDGER, conversations::of);
    this.runner =
        new DetectorRunner(
            DETECTORS,
            options.only(),
            options.skip(),
            new DetectorSettings(options.timeWaitNs(), clock.times()),
            conversations::of,
            ledgers,
            this::onConnection,
            this::onFinding);
    this.table =
        new ConnectionTable(
            listeners(),
            options.timeWaitNs(),
            options.reportAfterNs(),
            ConnectionTable.DEFAULT_MAX_CONNECTIONS,
            conversations,
            clock.times());
  }

  private ConnectionListener listeners() {
    StoryRecorder recorder = story;
    return recorder == null
        ? new ConnectionListeners(conversations, ledgers, runner)
        : new ConnectionListeners(conversations, recorder, ledgers, runner);
  }

  /**
   * Takes the next frame, and puts it at its capture time, from which a jump of the clock is left
   * out; never throws for what stands in it.
   */
  public void onFrame(Frame frame) {
    counts.countClock(frame);
    clock.set(frame);
    counts.count(frame);
    onPacket(decoder.decode(frame, packet));
    while (decoder.hasMore()) {
      onPacket(decoder.decodeMore(packet));
    }
  }

  private void onPacket(DecodeStatus status) {
    counts.count(status, packet);
    if (status == DecodeStatus.TCP) {
      table.onPacket(packet);
    } else if (status == DecodeStatus.UDP) {
      lookupTracker.onPacket(packet);
    }
  }

  /**
   * Tells the listener what connections still open show so far, where that is news. For captures
   * that somebody watches; the report does not depend on it.
   */
  public void tellOpenFindings() {
    table.forEachUnreported(
        connection -> runner.peek(connection, connection.watchedUntilNs(), this::onOpenFinding));
  }

  private void onOpenFinding(ConnectionSummary connection, Finding finding) {
    Map<String, Long> told = toldOpen.computeIfAbsent(connection.id(), id -> new HashMap<>());
    String key = finding.code() + ":" + finding.direction();
    Long before = told.get(key);
    boolean news = before == null || finding.occurrences() >= 2 * before;
    if (news && finding.costNs() >= options.minCostNs()) {
      told.put(key, finding.occurrences());
      listener.onOpenFinding(connection, asTold(finding));
    }
  }

  private void onConnection(
      Connection ended,
      ConnectionSummary connection,
      LedgerSummary ledger,
      Conversation conversation) {
    connections.add(connection);
    ledgerOf.put(connection.id(), ledger);
    if (!conversation.equals(Conversation.NONE)) {
      conversationOf.put(connection.id(), conversation);
    }
    toldOpen.remove(connection.id());
    conversations.forget(ended);
    listener.onConnection(connection, ledger, conversation);
  }

  private void onLookup(Lookup lookup) {
    if (lookups.size() < MAX_LOOKUPS) {
      lookups.add(lookup);
    }
    runner.onLookup(lookup);
  }

  private void onFinding(Finding finding) {
    if (finding.costNs() >= options.minCostNs()) {
      Finding told = asTold(finding);
      findings.add(told);
      listener.onFinding(told);
    }
  }

  /** With the time that the capture's clock said. */
  private Finding asTold(Finding finding) {
    return finding.startingAt(clock.times().clockNs(finding.startNs()));
  }

  /**
   * Ends every connection still open, runs the detectors that span connections, and answers with
   * all that was found. To be called once.
   *
   * @param files what the capture was read from
   */
  public Report finish(List<CaptureFileSummary> files) {
    table.finish();
    lookupTracker.finish();
    List<DetectorResult> detectors = runner.finish();
    connections.sort(Comparator.comparingInt(ConnectionSummary::id));
    findings.sort(ORDER_OF_FINDINGS);
    Map<Integer, ConnectionSummary> byId = new HashMap<>();
    connections.forEach(connection -> byId.put(connection.id(), connection));
    List<Finding> told = Parts.told(findings, byId::get);
    CaptureSummary capture =
        counts.summary(files, decoder.lostFragments(), capturePoint(), lookupTracker.copies());
    return new Report(
        capture,
        connections,
        ledgerOf,
        conversationOf,
        lookups,
        told,
        detectors,
        story(),
        clock.times());
  }

  private @Nullable Story story() {
    StoryRecorder recorder = story;
    if (recorder == null) {
      return null;
    }
    return connections.stream()
        .filter(connection -> Objects.equals(connection.id(), options.storyOf()))
        .findFirst()
        .map(connection -> recorder.tell(connection, findings))
        .orElse(null);
  }

  /** Where the capture was taken, if all connections that tell agree. */
  private CapturePoint capturePoint() {
    List<CapturePoint> points =
        connections.stream()
            .map(ConnectionSummary::capturePoint)
            .filter(point -> point != CapturePoint.UNKNOWN)
            .distinct()
            .toList();
    return points.size() == 1 ? points.get(0) : CapturePoint.UNKNOWN;
  }

  /** All detectors, by code. */
  public static List<DetectorDescription> detectors() {
    return Detectors.descriptions();
  }

  /** The parts of a report that are explained beside the detectors, by code. */
  public static List<ExplainedTopic> topics() {
    return ExplainedTopics.all();
  }
}
