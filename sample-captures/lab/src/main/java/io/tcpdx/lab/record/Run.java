package io.tcpdx.lab.record;

import io.tcpdx.lab.link.Direction;
import io.tcpdx.lab.link.Emulator;
import io.tcpdx.lab.link.Fault;
import io.tcpdx.lab.link.PcapFile;
import io.tcpdx.lab.link.WallClock;
import io.tcpdx.lab.program.Peer;
import io.tcpdx.lab.program.ProgramLog;
import io.tcpdx.lab.program.Script;
import io.tcpdx.lab.program.Stage;
import io.tcpdx.lab.scenario.Expectation.Disagreement;
import io.tcpdx.lab.scenario.Medium;
import io.tcpdx.lab.scenario.Outcome;
import io.tcpdx.lab.scenario.Scenario;
import io.tcpdx.lab.scenario.Vantage;
import io.tcpdx.lab.scenario.View;
import io.tcpdx.lab.sys.Counters;
import io.tcpdx.lab.sys.Namespace;
import io.tcpdx.lab.sys.Scheduling;
import io.tcpdx.lab.sys.TcpSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One run of a scenario in a topology of its own; closing it leaves nothing behind. */
public final class Run implements AutoCloseable {

  private static final long LIMIT_SECONDS = 90;
  private static final long SETTLE_LIMIT_NS = 8_000_000_000L;
  private static final long QUIET_MS = 150;
  private static final int PROGRAM_PRIORITY = 10;

  /** A run in which the link was later than this is not what its scenario says. */
  private static final long MOST_LATENESS_NS = 3_000_000;

  private final Scenario scenario;
  private final @Nullable Path folder;
  private final Stage stage;
  private final List<Fault> faults;
  private final Topology topology;
  private final List<Tcpdump> tcpdumps = new ArrayList<>();
  private final ProgramLog clientLog;
  private final ProgramLog serverLog;
  private @Nullable PcapFile between;
  private @Nullable TcpSocket listener;
  private Counters clientBefore = new Counters(Map.of());
  private Counters serverBefore = new Counters(Map.of());

  /**
   * Builds the topology.
   *
   * @param folder where captures go; null captures nothing
   */
  public Run(Scenario scenario, @Nullable Path folder) throws IOException {
    this.scenario = scenario;
    this.folder = folder;
    this.stage = new Stage(this::startCapture);
    this.faults = scenario.wiring().faults().apply(stage);
    long wallOffsetNs = new WallClock().epochNs(0);
    this.clientLog = new ProgramLog(wallOffsetNs);
    this.serverLog = new ProgramLog(wallOffsetNs);
    this.topology = Topology.create(scenario.wiring(), faults);
  }

  /** The namespace of the client, where others may capture too. */
  public Namespace clientNamespace() {
    return topology.client();
  }

  /** The namespace of the server. */
  public Namespace serverNamespace() {
    return topology.server();
  }

  Topology topology() {
    return topology;
  }

  List<Fault> faults() {
    return faults;
  }

  /** Runs both programs to their end and gives what the kernel counted meanwhile. */
  public Outcome play() throws IOException {
    if (!scenario.view().late()) {
      startCapture();
    }
    listener = listen();
    String congestionControl = scenario.wiring().congestionControl();
    Peer server = new Peer(stage, serverLog, topology.serverSocket(), congestionControl, listener);
    Peer client = new Peer(stage, clientLog, topology.serverSocket(), congestionControl, null);
    FutureTask<@Nullable Void> serverTask = task(topology.server(), scenario.server(), server);
    FutureTask<@Nullable Void> clientTask = task(topology.client(), scenario.client(), client);
    new Thread(serverTask, "server").start();
    new Thread(clientTask, "client").start();
    finish("client", clientTask);
    finish("server", serverTask);
    settle();
    client.endWatch();
    server.endWatch();
    Outcome outcome = outcome(client, server);
    stopCapture();
    client.closeAll();
    server.closeAll();
    return outcome;
  }

  private Outcome outcome(Peer client, Peer server) throws IOException {
    Emulator emulator = topology.emulator();
    return new Outcome(
        new Outcome.Side(
            topology.client().counters().since(clientBefore),
            clientLog,
            client.infos(),
            emulator == null ? null : emulator.model().tally(Direction.CLIENT_TO_SERVER)),
        new Outcome.Side(
            topology.server().counters().since(serverBefore),
            serverLog,
            server.infos(),
            emulator == null ? null : emulator.model().tally(Direction.SERVER_TO_CLIENT)),
        emulator == null ? 0 : emulator.model().lost() + emulator.model().tailDrops());
  }

  private @Nullable TcpSocket listen() throws IOException {
    if (!scenario.listens()) {
      return null;
    }
    return topology
        .server()
        .call(
            () -> {
              TcpSocket socket =
                  TcpSocket.create(scenario.wiring().ipv6(), scenario.wiring().congestionControl());
              socket.listen(topology.serverSocket());
              return socket;
            });
  }

  private static FutureTask<@Nullable Void> task(Namespace namespace, Script script, Peer peer) {
    return new FutureTask<>(
        () -> {
          namespace.enter();
          Scheduling.realtime(PROGRAM_PRIORITY);
          script.run(peer);
          return null;
        });
  }

  private static void finish(String who, FutureTask<@Nullable Void> task) throws IOException {
    try {
      task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(who + " failed: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new IOException(who + " did not end within " + LIMIT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Waits until the kernels have nothing more to say: only TIME_WAIT is left. */
  private void settle() throws IOException {
    long until = System.nanoTime() + SETTLE_LIMIT_NS;
    String busy = "-tan state connected exclude time-wait";
    while (!scenario.leavesOpen()
        && System.nanoTime() < until
        && !(topology.client().sockets(busy) + topology.server().sockets(busy)).isBlank()) {
      pause(50);
    }
    long roundTripNs =
        scenario.wiring().up().oneWayDelayNs() + scenario.wiring().down().oneWayDelayNs();
    pause(QUIET_MS + roundTripNs / 1_000_000);
  }

  private static void pause(long milliseconds) throws IOException {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Starts every capture and takes the counters from here on. */
  private void startCapture() throws IOException {
    if (folder != null) {
      captureAt(Vantage.CLIENT, topology.client());
      captureAt(Vantage.SERVER, topology.server());
      Emulator emulator = topology.emulator();
      if (scenario.view().has(Vantage.BETWEEN) && emulator != null) {
        boolean ethernet = scenario.wiring().medium() != Medium.TUN;
        Path file = folder.resolve("between.pcap");
        between = new PcapFile(file, ethernet, scenario.view().snaplen());
        emulator.captureTo(between);
      }
    }
    clientBefore = topology.client().counters();
    serverBefore = topology.server().counters();
  }

  private void captureAt(Vantage vantage, Namespace namespace) throws IOException {
    View view = scenario.view();
    if (folder != null && view.has(vantage)) {
      Path file = folder.resolve(vantage.label() + ".pcap");
      tcpdumps.add(Tcpdump.start(namespace, file, view.snaplen(), view.expression()));
    }
  }

  private void stopCapture() throws IOException {
    for (Tcpdump tcpdump : tcpdumps) {
      tcpdump.close();
    }
    Emulator emulator = topology.emulator();
    if (emulator != null) {
      emulator.close();
    }
    if (between != null) {
      between.close();
    }
  }

  /** Throws a run away in which the link itself was too late, as on a machine out of breath. */
  void checkLink() throws Disagreement {
    Emulator emulator = topology.emulator();
    if (emulator != null && emulator.lateness().quantile(1) > MOST_LATENESS_NS) {
      throw new Disagreement("the link was late: " + linkAccuracy());
    }
  }

  /** How far from its schedule the link was, as a line for people. */
  String linkAccuracy() {
    Emulator emulator = topology.emulator();
    if (emulator == null) {
      return "no emulator (veth)";
    }
    return String.format(
        Locale.ROOT,
        "frames moved %.0f µs (median), %.0f µs (99 %%), %.0f µs (worst) after their time",
        emulator.lateness().quantile(0.5) / 1e3,
        emulator.lateness().quantile(0.99) / 1e3,
        emulator.lateness().quantile(1) / 1e3);
  }

  @Override
  public void close() throws IOException {
    try {
      for (Tcpdump tcpdump : tcpdumps) {
        tcpdump.close();
      }
      if (listener != null) {
        listener.close();
      }
    } finally {
      topology.close();
    }
  }
}
