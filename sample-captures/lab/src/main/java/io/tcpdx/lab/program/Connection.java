package io.tcpdx.lab.program;

import io.tcpdx.lab.sys.SystemCallException;
import io.tcpdx.lab.sys.TcpInfo;
import io.tcpdx.lab.sys.TcpSocket;
import java.io.EOFException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An established connection, with every call in the log. */
public final class Connection {

  private static final long WATCH_NS = 50_000;
  private static final int CHUNK = 65536;

  private final TcpSocket socket;
  private final ProgramLog log;
  private final byte[] buffer = new byte[CHUNK];
  private boolean quickAck;
  private @Nullable Sampler sampler;
  private String congestionControl = "";
  private TcpInfo lastInfo = new TcpInfo(Map.of());

  Connection(TcpSocket socket, ProgramLog log) {
    this.socket = socket;
    this.log = log;
    remember();
  }

  public TcpSocket socket() {
    return socket;
  }

  /** From now on asks for quick ACKs before each read, as the kernel forgets the wish. */
  public void keepQuickAck() {
    quickAck = true;
  }

  /** From now on has the kernel asked how the sending stands; to be called before any send. */
  public void sample() throws SystemCallException {
    congestionControl = socket.congestionControl();
    sampler = new Sampler(socket);
    log.event("sampled", "congestionControl", congestionControl);
  }

  /**
   * Sends FIN behind the data, waits until the peer has acknowledged all of it, and closes: so the
   * samples reach to the end.
   */
  public void finish() throws SystemCallException {
    shutdownWrite();
    awaitAcknowledged();
    close();
  }

  /** Waits until the peer has acknowledged everything that was sent. */
  public void awaitAcknowledged() throws SystemCallException {
    while (socket.unacknowledgedBytes() > 0) {
      LockSupport.parkNanos(WATCH_NS);
    }
    log.event("all acknowledged");
  }

  private void endSampling() {
    Sampler running = sampler;
    if (running != null) {
      sampler = null;
      log.sampled(new SendingSamples(congestionControl, running.stop()));
    }
  }

  /** Writes {@code bytes} in one send(2), or in more where the send buffer is full. */
  public void send(int bytes) throws SystemCallException {
    log.event("write", "bytes", bytes);
    for (int left = bytes; left > 0; ) {
      left -= socket.send(payload(left));
    }
  }

  /** Writes {@code data} in one send(2), or in more where the send buffer is full. */
  public void write(byte[] data) throws SystemCallException {
    log.event("write", "bytes", data.length);
    for (int sent = 0; sent < data.length; ) {
      sent += socket.send(sent == 0 ? data : Arrays.copyOfRange(data, sent, data.length));
    }
  }

  /**
   * Writes {@code bytes}, and where the kernel keeps them unsent watches until it lets them go: how
   * long that took is the truth of a stall.
   */
  public void sendWatched(int bytes) throws SystemCallException {
    send(bytes);
    long start = System.nanoTime();
    int unsent = socket.unsentBytes();
    if (unsent == 0) {
      return;
    }
    while (socket.unsentBytes() > 0) {
      LockSupport.parkNanos(WATCH_NS);
    }
    long heldNs = System.nanoTime() - start;
    log.stall(heldNs);
    log.event("held", "bytes", unsent, "ns", heldNs);
  }

  /** Reads until {@code bytes} have come. */
  public void receive(int bytes) throws SystemCallException, EOFException {
    int left = bytes;
    while (left > 0) {
      int got = read(Math.min(left, CHUNK));
      if (got == 0) {
        throw new EOFException("end of stream, " + left + " bytes early");
      }
      left -= got;
    }
    log.event("read", "bytes", bytes);
  }

  /** Reads until the peer has closed; returns how many bytes came. */
  public long receiveToEnd() throws SystemCallException {
    long total = 0;
    for (int got = read(CHUNK); got > 0; got = read(CHUNK)) {
      total += got;
    }
    log.event("end of stream", "bytes", total);
    return total;
  }

  /** Reads once, whatever there is; 0 is the end of the stream. */
  public int receiveSome() throws SystemCallException {
    return receiveAtMost(CHUNK);
  }

  /** Reads once, no more than {@code limit} bytes; 0 is the end of the stream. */
  public int receiveAtMost(int limit) throws SystemCallException {
    int got = read(limit);
    log.event("read", "bytes", got);
    return got;
  }

  /** Reads once into {@code data}, and leaves the log to the caller; 0 is the end of the stream. */
  int receive(byte[] data) throws SystemCallException {
    return socket.receive(data, data.length);
  }

  private int read(int limit) throws SystemCallException {
    if (quickAck) {
      socket.quickAck();
    }
    int got = socket.receive(buffer, limit);
    if (quickAck) {
      socket.quickAck();
    }
    return got;
  }

  /** Runs one round of an exchange and notes how long it took. */
  public void round(Round round) throws Exception {
    long start = System.nanoTime();
    round.run();
    long ns = System.nanoTime() - start;
    log.round(ns);
    log.event("round", "ns", ns);
  }

  /** One round of an exchange. */
  @FunctionalInterface
  public interface Round {
    void run() throws Exception;
  }

  public void shutdownWrite() throws SystemCallException {
    log.event("shutdown");
    socket.shutdownWrite();
  }

  public void close() {
    endSampling();
    remember();
    log.event("close");
    socket.close();
  }

  /** Notes what a call is expected to fail with; returns its errno, or 0 where it did not fail. */
  public int failure(Call call) {
    try {
      call.run();
      return 0;
    } catch (SystemCallException e) {
      log.event("error", "errno", e.errno(), "message", String.valueOf(e.getMessage()));
      return e.errno();
    }
  }

  /** A call on this connection that may fail. */
  @FunctionalInterface
  public interface Call {
    void run() throws SystemCallException;
  }

  void abandon() {
    if (socket.isOpen()) {
      endSampling();
      remember();
      socket.close();
    }
  }

  TcpInfo lastInfo() {
    if (socket.isOpen()) {
      remember();
    }
    return lastInfo;
  }

  private void remember() {
    try {
      lastInfo = socket.info();
    } catch (SystemCallException e) {
      log.event("no TCP_INFO", "message", String.valueOf(e.getMessage()));
    }
  }

  private static byte[] payload(int bytes) {
    byte[] data = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      data[i] = (byte) ('a' + i % 26);
    }
    return data;
  }
}
