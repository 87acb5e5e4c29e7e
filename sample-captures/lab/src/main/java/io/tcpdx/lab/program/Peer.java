package io.tcpdx.lab.program;

import io.tcpdx.lab.sys.Address;
import io.tcpdx.lab.sys.SystemCallException;
import io.tcpdx.lab.sys.TcpInfo;
import io.tcpdx.lab.sys.TcpSocket;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One program of a scenario: the client or the server. */
public final class Peer {

  /** Sets options of a socket before it connects. */
  @FunctionalInterface
  public interface Options {
    void apply(TcpSocket socket) throws SystemCallException;
  }

  private final Stage stage;
  private final ProgramLog log;
  private final Address server;
  private final String congestionControl;
  private final @Nullable TcpSocket listener;
  private final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final List<TcpSocket> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable TimeWaitWatch watch;

  /**
   * @param listener the server's listening socket; null at the client
   */
  public Peer(
      Stage stage,
      ProgramLog log,
      Address server,
      String congestionControl,
      @Nullable TcpSocket listener) {
    this.stage = stage;
    this.log = log;
    this.server = server;
    this.congestionControl = congestionControl;
    this.listener = listener;
  }

  public Connection connect() throws SystemCallException {
    return connect(socket -> {});
  }

  public Connection connect(Options options) throws SystemCallException {
    return connect(server, options);
  }

  /** Connects to another port of the server's. */
  Connection connect(int port, Options options) throws SystemCallException {
    return connect(new Address(server.host(), port), options);
  }

  /** Connects to any address. */
  public Connection connect(Address server, Options options) throws SystemCallException {
    TcpSocket socket = TcpSocket.create(server.ipv6(), congestionControl);
    options.apply(socket);
    long start = System.nanoTime();
    try {
      socket.connect(server);
    } catch (SystemCallException e) {
      log.event(
          "connect failed",
          "ns",
          System.nanoTime() - start,
          "error",
          String.valueOf(e.getMessage()));
      socket.close();
      throw e;
    }
    long ns = System.nanoTime() - start;
    Map<String, Long> info = socket.info().values();
    boolean firstSynAnswered = info.getOrDefault("totalRetrans", 0L) == 0;
    long rttUs = firstSynAnswered ? info.getOrDefault("rttUs", 0L) : 0;
    log.connected(ns, rttUs * 1000);
    log.event("connected", "ns", ns, "kernelRttUs", rttUs, "localPort", socket.localPort());
    return track(new Connection(socket, log));
  }

  public Connection accept() throws SystemCallException {
    if (listener == null) {
      throw new IllegalStateException("only the server accepts");
    }
    Connection connection = track(new Connection(listener.accept(), log));
    log.event("accepted");
    return connection;
  }

  /** A socket of the server's that listens at another port, too; closed with the program. */
  public TcpSocket listenAt(int port) throws SystemCallException {
    return listenAt(new Address(server.host(), port));
  }

  /** A socket that listens at any address of this host; closed with the program. */
  public TcpSocket listenAt(Address address) throws SystemCallException {
    TcpSocket socket = TcpSocket.create(address.ipv6(), congestionControl);
    listeners.add(socket);
    socket.listen(address);
    return socket;
  }

  /** Accepts at a socket of {@link #listenAt}. */
  public Connection accept(TcpSocket listener) throws SystemCallException {
    Connection connection = track(new Connection(listener.accept(), log));
    log.event("accepted");
    return connection;
  }

  /** Keeps what the kernel told about the last connection only: there will be thousands. */
  void forgetAllButLast() {
    while (connections.size() > 1) {
      connections.remove(0);
    }
  }

  /**
   * From now on has this side's sockets in TIME_WAIT counted, until the run is over.
   *
   * @param otherPort of the server that is counted apart, beside its usual one
   */
  public void watchTimeWaits(int otherPort) {
    watch = TimeWaitWatch.start(listener != null, server.port(), otherPort);
  }

  /** Ends {@link #watchTimeWaits}, where it was begun. */
  public void endWatch() throws IOException {
    TimeWaitWatch running = watch;
    if (running != null) {
      log.timeWaits(running.end());
    }
  }

  private Connection track(Connection connection) {
    connections.add(connection);
    return connection;
  }

  /** Pauses the program, to better than 0.1 ms. */
  public void sleepMs(double milliseconds) {
    long until = System.nanoTime() + (long) (milliseconds * 1e6);
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Tells the other program something, without using the network. */
  public void cue(String cue) {
    stage.give(cue);
  }

  /** Waits until the other program gives the cue. */
  public void awaitCue(String cue) throws IOException, InterruptedException {
    stage.await(cue);
  }

  /** Starts the capture now: what came before stays unseen, here and in the figures. */
  public void startCapture() throws IOException {
    log.event("capture starts");
    stage.startCapture();
    log.restartFigures();
  }

  /** Switches the link off or on again. */
  public void darken(boolean on) {
    log.event(on ? "link goes dark" : "link comes back");
    stage.darken(on);
  }

  /** Where the server listens. */
  Address server() {
    return server;
  }

  public ProgramLog log() {
    return log;
  }

  /** What the kernel last told about each connection, in the order of their making. */
  public List<TcpInfo> infos() {
    return connections.stream().map(Connection::lastInfo).toList();
  }

  /** Closes whatever the script left open. */
  public void closeAll() {
    connections.forEach(Connection::abandon);
    listeners.forEach(TcpSocket::close);
  }
}
