package io.tcpdx.lab.link;

import io.tcpdx.lab.sys.Scheduling;
import io.tcpdx.lab.sys.SystemCallException;
import io.tcpdx.lab.sys.TunDevice;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Moves frames between two TUN/TAP devices as a {@link LinkModel} says, on one thread: sleeps in
 * the kernel while nothing is near, spins for the last stretch before a frame is due.
 */
public final class Emulator implements AutoCloseable {

  /** Sleeping in the kernel wakes up this late at worst; nearer than that the thread spins. */
  private static final long SPIN_NS = 250_000;

  /** Above the programs, which are above all else. */
  private static final int PRIORITY = 20;

  private static final long LONGEST_SLEEP_NS = 20_000_000;

  private final TunDevice client;
  private final TunDevice server;
  private final LinkModel model;
  private final boolean span;
  private final WallClock clock = new WallClock();
  private final Thread thread = new Thread(this::run, "link");
  private final Lateness lateness = new Lateness();

  private volatile boolean running = true;
  private volatile @Nullable IOException failure;
  private volatile @Nullable PcapFile between;
  private long nowNs;

  /**
   * @param span whether the capture in the middle holds every frame twice, as a mirror port that
   *     copies both the receiving and the sending side of a switch
   */
  public Emulator(TunDevice client, TunDevice server, LinkModel model, boolean span) {
    this.client = client;
    this.server = server;
    this.model = model;
    this.span = span;
  }

  public void start() {
    thread.start();
  }

  /** From now on every frame that passes the middle is written here; null ends that. */
  public void captureTo(@Nullable PcapFile file) {
    between = file;
  }

  private final LinkModel.Sink sink =
      new LinkModel.Sink() {
        @Override
        public void middle(Direction direction, byte[] frame) {
          PcapFile file = between;
          if (file == null) {
            return;
          }
          try {
            byte[] seen = Arrays.copyOf(frame, frame.length - client.trailer());
            file.write(seen, clock.epochNs(nowNs));
            if (span) {
              file.write(seen, clock.epochNs(nowNs) + 3_000 + frame.length * 4L);
            }
          } catch (IOException e) {
            failure = e;
          }
        }

        @Override
        public void arrive(Direction direction, byte[] frame) {
          try {
            (direction == Direction.CLIENT_TO_SERVER ? server : client).write(frame);
          } catch (SystemCallException e) {
            failure = e;
          }
        }
      };

  private void run() {
    Scheduling.realtime(PRIORITY);
    try {
      while (running) {
        step();
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  private void step() throws IOException {
    for (long due = model.nextEventNs(); due <= System.nanoTime(); due = model.nextEventNs()) {
      nowNs = due;
      model.run(due, sink);
      lateness.add(System.nanoTime() - due);
    }
    boolean clientSpoke = drain(client, Direction.CLIENT_TO_SERVER);
    boolean serverSpoke = drain(server, Direction.SERVER_TO_CLIENT);
    if (clientSpoke || serverSpoke) {
      return;
    }
    long next = model.nextEventNs();
    long untilNs = next == Long.MAX_VALUE ? LONGEST_SLEEP_NS : next - System.nanoTime() - SPIN_NS;
    if (untilNs > 0) {
      TunDevice.await(client, server, Math.min(untilNs, LONGEST_SLEEP_NS));
    } else {
      Thread.onSpinWait();
    }
  }

  /** Takes all that waits on a device; false where nothing did. */
  private boolean drain(TunDevice device, Direction direction) throws IOException {
    byte[] frame = device.read();
    if (frame.length == 0) {
      return false;
    }
    for (; frame.length > 0; frame = device.read()) {
      model.offer(direction, frame, System.nanoTime());
    }
    return true;
  }

  /** How late frames moved, after their time. */
  public Lateness lateness() {
    return lateness;
  }

  public LinkModel model() {
    return model;
  }

  @Override
  public void close() throws IOException {
    running = false;
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    IOException failed = failure;
    if (failed != null) {
      throw new IOException("link: " + failed.getMessage(), failed);
    }
  }

  /** The newest few thousand delays of frames against their schedule. */
  public static final class Lateness {
    private final long[] samples = new long[4096];
    private int count;

    synchronized void add(long ns) {
      samples[count++ % samples.length] = ns;
    }

    /** The quantile (0 to 1) in nanoseconds; 0 where nothing moved. */
    public synchronized long quantile(double q) {
      long[] sorted = Arrays.copyOf(samples, Math.min(count, samples.length));
      Arrays.sort(sorted);
      return sorted.length == 0 ? 0 : sorted[(int) Math.round(q * (sorted.length - 1))];
    }
  }
}
