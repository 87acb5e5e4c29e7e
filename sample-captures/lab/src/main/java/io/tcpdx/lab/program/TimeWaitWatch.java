package io.tcpdx.lab.program;

import io.tcpdx.lab.sys.TimeWaits;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/** Counts one side's sockets in TIME_WAIT again and again, on a thread of its own. */
final class TimeWaitWatch {

  private static final long PERIOD_NS = 40_000_000;

  private final boolean atServer;
  private final int[] ports;
  private final FutureTask<TimeWaitPeak> task = new FutureTask<>(this::watch);
  private volatile boolean running = true;

  private TimeWaitWatch(boolean atServer, int... ports) {
    this.atServer = atServer;
    this.ports = ports;
  }

  /**
   * Starts in the namespace of the calling thread, which a new thread inherits.
   *
   * @param ports of the server, each of which is counted apart
   */
  static TimeWaitWatch start(boolean atServer, int... ports) {
    TimeWaitWatch watch = new TimeWaitWatch(atServer, ports);
    new Thread(watch.task, "time-wait watch").start();
    return watch;
  }

  private TimeWaitPeak watch() throws IOException {
    TimeWaits timeWaits = new TimeWaits(atServer);
    int most = 0;
    long mostNs = System.nanoTime();
    int[] mostToPort = new int[ports.length];
    while (true) {
      boolean last = !running;
      int sockets = timeWaits.count();
      if (sockets > most) {
        most = sockets;
        mostNs = System.nanoTime();
      }
      for (int i = 0; i < ports.length; i++) {
        mostToPort[i] = Math.max(mostToPort[i], timeWaits.toPort(ports[i]));
      }
      if (last) {
        return new TimeWaitPeak(most, mostNs, byPort(mostToPort), sockets);
      }
      LockSupport.parkNanos(PERIOD_NS);
    }
  }

  private Map<Integer, Integer> byPort(int[] most) {
    Map<Integer, Integer> byPort = new TreeMap<>();
    for (int i = 0; i < ports.length; i++) {
      if (most[i] > 0) {
        byPort.put(ports[i], most[i]);
      }
    }
    return byPort;
  }

  /** Counts once more and ends. */
  TimeWaitPeak end() throws IOException {
    running = false;
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException("TIME_WAIT watch: " + e.getCause(), e.getCause());
    }
  }
}
