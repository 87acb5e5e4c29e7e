package io.tcpdx.lab.program;

import io.tcpdx.lab.sys.Scheduling;
import io.tcpdx.lab.sys.SystemCallException;
import io.tcpdx.lab.sys.TcpInfo;
import io.tcpdx.lab.sys.TcpSample;
import io.tcpdx.lab.sys.TcpSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the kernel again and again, on a thread of its own, how a sending socket stands, and keeps
 * every answer in which something moved.
 */
final class Sampler {

  /** A burst of ACKs takes about half a millisecond here: the highest flight lies within one. */
  private static final long PERIOD_NS = 30_000;

  /** As the programs; the link stands above both. */
  private static final int PRIORITY = 10;

  private final TcpSocket socket;
  private final List<TcpSample> samples = new ArrayList<>();
  private byte[] kept = new byte[TcpInfo.LENGTH];
  private byte[] now = new byte[TcpInfo.LENGTH];
  private final Thread thread = new Thread(this::run, "sampler");
  private volatile boolean running = true;

  /** Starts at once; the first sample is taken before this returns. */
  Sampler(TcpSocket socket) throws SystemCallException {
    this.socket = socket;
    keep(socket.info(now));
    thread.start();
  }

  private void run() {
    Scheduling.realtime(PRIORITY);
    try {
      while (running) {
        int length = socket.info(now);
        if (TcpInfo.sendingMoved(kept, now)) {
          keep(length);
        }
        LockSupport.parkNanos(PERIOD_NS);
      }
      keep(socket.info(now));
    } catch (SystemCallException e) {
      // The socket is gone: what was taken until then is the truth.
    }
  }

  private void keep(int length) {
    samples.add(new TcpSample(System.nanoTime(), TcpInfo.parse(now, length)));
    byte[] free = kept;
    kept = now;
    now = free;
  }

  /** Ends the sampling; the last sample is of now. */
  List<TcpSample> stop() {
    running = false;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return List.copyOf(samples);
  }
}
