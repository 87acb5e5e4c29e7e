package io.tcpdx.detect;

import io.tcpdx.connection.AckRound;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionListener;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Pause;
import io.tcpdx.connection.Retransmission;
import io.tcpdx.connection.Segment;
import io.tcpdx.ledger.Charges;
import io.tcpdx.ledger.LedgerSummary;
import io.tcpdx.ledger.Ledgers;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Lookup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the detectors over the connections of one capture: one instance of each connection detector
 * per connection, one of each capture detector for all. A detector that throws is out for the rest
 * of the capture; the others go on.
 */
public final class DetectorRunner implements ConnectionListener {
  private final int slot;
  private final List<Run> runs = new ArrayList<>();

  /** Places in the list of those whose detectors listen to an event. */
  private final int[] onSegmentRuns;

  private final int[] onAckRoundRuns;
  private final int[] onRetransmissionRuns;
  private final int[] onPauseRuns;
  private final Function<Connection, Conversation> conversations;
  private final Ledgers ledgers;
  private final EndedConnections connections;
  private final Consumer<Finding> findings;

  /** Takes every connection that ends. */
  public interface EndedConnections {
    /** Takes one, with what is kept of it. */
    void take(
        Connection connection,
        ConnectionSummary summary,
        LedgerSummary ledger,
        Conversation conversation);
  }

  /** One kind of detector with what came of it so far. */
  private final class Run implements FindingSink {
    final Detectors.Kind kind;
    final @Nullable Detector overAll;
    private final Needs[] requires;
    int found;
    int checked;
    @Nullable String failure;
    @Nullable Needs missing;

    Run(Detectors.Kind kind, DetectorSettings settings) {
      this.kind = kind;
      this.requires = kind.info().requires();
      this.overAll =
          ConnectionDetector.class.isAssignableFrom(kind.type()) ? null : kind.provider().get();
      if (overAll instanceof CaptureDetector detector) {
        detector.configure(settings);
      } else if (overAll instanceof ConversationDetector detector) {
        detector.configure(settings);
      }
    }

    @Override
    public void found(Finding finding) {
      if (finding.shown()) {
        found++;
        findings.accept(finding);
      }
    }

    boolean applies(Connection connection, Conversation conversation) {
      for (Needs need : requires) {
        if (!need.isMet(connection, conversation)) {
          missing = need;
          return false;
        }
      }
      return true;
    }

    void fail(RuntimeException e) {
      StackTraceElement[] trace = e.getStackTrace();
      failure = e + (trace.length > 0 ? " at " + trace[0] : "");
    }

    DetectorResult result(int connectionsSeen) {
      return new DetectorResult(
          kind.info().id(),
          kind.info().title(),
          outcome(),
          reason(connectionsSeen),
          found,
          checked);
    }

    private Outcome outcome() {
      if (failure != null) {
        return Outcome.FAILED;
      }
      if (found > 0) {
        return Outcome.FOUND;
      }
      return checked > 0 ? Outcome.CLEAR : Outcome.NOT_APPLICABLE;
    }

    private @Nullable String reason(int connectionsSeen) {
      if (failure != null || outcome() != Outcome.NOT_APPLICABLE) {
        return failure;
      }
      Needs lacking = missing;
      return connectionsSeen == 0 || lacking == null
          ? "no TCP connection was seen"
          : lacking.missing();
    }
  }

  /** The detectors of one connection, and those that listen to an event; null for the failed. */
  private final class Instances {
    final @Nullable ConnectionDetector[] detectors;
    final @Nullable OnSegment[] onSegment;
    final @Nullable OnAckRound[] onAckRound;
    final @Nullable OnRetransmission[] onRetransmission;
    final @Nullable OnPause[] onPause;

    Instances() {
      detectors = new ConnectionDetector[runs.size()];
      for (int i = 0; i < detectors.length; i++) {
        Run run = runs.get(i);
        if (run.overAll == null && run.failure == null) {
          detectors[i] = (ConnectionDetector) run.kind.provider().get();
        }
      }
      onSegment = listeners(onSegmentRuns, new OnSegment[onSegmentRuns.length]);
      onAckRound = listeners(onAckRoundRuns, new OnAckRound[onAckRoundRuns.length]);
      onRetransmission =
          listeners(onRetransmissionRuns, new OnRetransmission[onRetransmissionRuns.length]);
      onPause = listeners(onPauseRuns, new OnPause[onPauseRuns.length]);
    }

    @SuppressWarnings("unchecked") // each is of the type by which the places were found
    private <T> @Nullable T[] listeners(int[] places, @Nullable T[] listeners) {
      for (int i = 0; i < places.length; i++) {
        listeners[i] = (T) detectors[places[i]];
      }
      return listeners;
    }

    void drop(int index) {
      detectors[index] = null;
      listeners(onSegmentRuns, onSegment);
      listeners(onAckRoundRuns, onAckRound);
      listeners(onRetransmissionRuns, onRetransmission);
      listeners(onPauseRuns, onPause);
    }
  }

  private int connectionsSeen;

  /**
   * @param slot where the connections carry the detectors' state
   * @param only codes of the only detectors to run; empty for all
   * @param skip codes of detectors not to run
   * @param settings what the detectors must be told
   * @param conversations tells what was said on a connection so far
   * @param ledgers tells what the time of a connection was charged to
   * @param connections takes every connection that ends
   * @param findings takes every finding
   */
  public DetectorRunner(
      int slot,
      Set<String> only,
      Set<String> skip,
      DetectorSettings settings,
      Function<Connection, Conversation> conversations,
      Ledgers ledgers,
      EndedConnections connections,
      Consumer<Finding> findings) {
    this.slot = slot;
    this.conversations = conversations;
    this.ledgers = ledgers;
    this.connections = connections;
    this.findings = findings;
    for (Detectors.Kind kind : Detectors.all()) {
      String id = kind.info().id();
      if ((only.isEmpty() || only.contains(id)) && !skip.contains(id)) {
        runs.add(new Run(kind, settings));
      }
    }
    onSegmentRuns = runsOf(OnSegment.class);
    onAckRoundRuns = runsOf(OnAckRound.class);
    onRetransmissionRuns = runsOf(OnRetransmission.class);
    onPauseRuns = runsOf(OnPause.class);
  }

  private int[] runsOf(Class<?> listener) {
    return IntStream.range(0, runs.size())
        .filter(i -> runs.get(i).overAll == null)
        .filter(i -> listener.isAssignableFrom(runs.get(i).kind.type()))
        .toArray();
  }

  @Override
  public void onStart(Connection connection) {
    connection.attach(slot, new Instances());
  }

  @Override
  public void onSegment(Connection connection, Segment segment) {
    @Nullable OnSegment[] listeners = instances(connection).onSegment;
    for (int i = 0; i < listeners.length; i++) {
      OnSegment listener = listeners[i];
      if (listener != null) {
        try {
          listener.onSegment(connection, segment);
        } catch (RuntimeException e) {
          drop(connection, onSegmentRuns[i], e);
        }
      }
    }
  }

  @Override
  public void onAckRound(Connection connection, AckRound round) {
    @Nullable OnAckRound[] listeners = instances(connection).onAckRound;
    for (int i = 0; i < listeners.length; i++) {
      OnAckRound listener = listeners[i];
      if (listener != null) {
        try {
          listener.onAckRound(connection, round);
        } catch (RuntimeException e) {
          drop(connection, onAckRoundRuns[i], e);
        }
      }
    }
  }

  @Override
  public void onRetransmission(Connection connection, Retransmission retransmission) {
    @Nullable OnRetransmission[] listeners = instances(connection).onRetransmission;
    for (int i = 0; i < listeners.length; i++) {
      OnRetransmission listener = listeners[i];
      if (listener != null) {
        try {
          listener.onRetransmission(connection, retransmission);
        } catch (RuntimeException e) {
          drop(connection, onRetransmissionRuns[i], e);
        }
      }
    }
  }

  @Override
  public void onPause(Connection connection, Pause pause) {
    @Nullable OnPause[] listeners = instances(connection).onPause;
    for (int i = 0; i < listeners.length; i++) {
      OnPause listener = listeners[i];
      if (listener != null) {
        try {
          listener.onPause(connection, pause);
        } catch (RuntimeException e) {
          drop(connection, onPauseRuns[i], e);
        }
      }
    }
  }

  @Override
  public void onEnd(Connection connection, long captureEndNs) {
    connectionsSeen++;
    ConnectionSummary summary = connection.summary(captureEndNs);
    Conversation conversation = conversations.apply(connection);
    Charges charges = ledgers.charges(connection);
    connections.take(connection, summary, charges.summary(), conversation);
    Instances instances = instances(connection);
    eachHealthy(
        (run, index) -> {
          ConnectionDetector detector = instances.detectors[index];
          if (!run.applies(connection, conversation)) {
            return;
          }
          run.checked++;
          if (run.overAll instanceof CaptureDetector overAll) {
            overAll.onConnection(summary, charges);
          } else if (run.overAll instanceof ConversationDetector overAll) {
            overAll.onConversation(summary, conversation, charges, run);
          } else if (detector != null) {
            detector.onEnd(connection, summary, charges, captureEndNs, run);
          }
        });
  }

  /**
   * Asks the detectors that can tell at any time what a connection not yet ended shows so far; none
   * of them judges what was said.
   */
  public void peek(Connection connection, long nowNs, BiConsumer<ConnectionSummary, Finding> sink) {
    Instances instances = instances(connection);
    ConnectionSummary summary = connection.summary(nowNs);
    Charges charges = ledgers.chargesSoFar(connection);
    eachHealthy(
        (run, index) -> {
          if (!run.applies(connection, Conversation.NONE)) {
            return;
          }
          FindingSink shown = finding -> tellShown(summary, finding, sink);
          if (instances.detectors[index] instanceof ReportsWhileOpen detector) {
            detector.onEnd(connection, summary, charges, nowNs, shown);
          } else if (run.overAll instanceof CaptureDetector detector) {
            detector.whileOpen(summary, charges, shown);
          }
        });
  }

  private static void tellShown(
      ConnectionSummary summary, Finding finding, BiConsumer<ConnectionSummary, Finding> sink) {
    if (finding.shown()) {
      sink.accept(summary, finding);
    }
  }

  /**
   * The capture has ended, and all its connections with it; answers with every detector's result.
   */
  public List<DetectorResult> finish() {
    eachHealthy(
        (run, index) -> {
          if (run.overAll instanceof CaptureDetector overAll) {
            overAll.onEnd(run);
          } else if (run.overAll instanceof ConversationDetector overAll) {
            overAll.onEnd(run);
          }
        });
    return runs.stream().map(run -> run.result(connectionsSeen)).toList();
  }

  /** A DNS look-up is settled. */
  public void onLookup(Lookup lookup) {
    eachHealthy(
        (run, index) -> {
          if (run.overAll instanceof ConversationDetector detector) {
            if (Arrays.asList(run.requires).contains(Needs.LOOKUP)) {
              run.checked++;
            }
            detector.onLookup(lookup, run);
          }
        });
  }

  private void eachHealthy(ObjIntConsumer<Run> action) {
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      if (run.failure == null) {
        try {
          action.accept(run, i);
        } catch (RuntimeException e) {
          run.fail(e);
        }
      }
    }
  }

  private void drop(Connection connection, int index, RuntimeException e) {
    instances(connection).drop(index);
    runs.get(index).fail(e);
  }

  private Instances instances(Connection connection) {
    Object attachment = connection.attachment(slot);
    if (attachment instanceof Instances instances) {
      return instances;
    }
    throw new IllegalStateException("connection " + connection.id() + " was not started here");
  }
}
