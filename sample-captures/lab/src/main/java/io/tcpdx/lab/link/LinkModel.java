package io.tcpdx.lab.link;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When each frame passes the middle of the link and when it arrives. Knows no clock, no device and
 * no thread: time is an argument in nanoseconds.
 *
 * <pre>
 *   sender → queue → bottleneck → half the delay → MIDDLE → half the delay → receiver
 * </pre>
 */
public final class LinkModel {

  /** Where frames go when their time has come. */
  public interface Sink {
    /** A frame passes the middle. */
    void middle(Direction direction, byte[] frame);

    /** A frame arrives at the receiver's end. */
    void arrive(Direction direction, byte[] frame);
  }

  private static final class Event {
    private final long atNs;
    private final long order;
    private final Direction direction;
    private final Cargo cargo;
    private final Stage stage;

    private Event(long atNs, long order, Direction direction, Cargo cargo, Stage stage) {
      this.atNs = atNs;
      this.order = order;
      this.direction = direction;
      this.cargo = cargo;
      this.stage = stage;
    }
  }

  /**
   * A frame under way.
   *
   * @param entry its place in the order in which frames entered the link
   * @param copy 0 for the frame itself, more for what the link added
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Cargo(byte[] frame, boolean data, long entry, int copy) {}

  private enum Stage {
    MIDDLE,
    MIDDLE_THEN_LOST,
    ARRIVAL
  }

  private static final class Bottleneck {
    private long freeAtNs = Long.MIN_VALUE;
    private long tailDrops;
  }

  /** Counted on the link's thread, read by others. */
  private static final class Tally {
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong duplicated = new AtomicLong();
    private final AtomicLong reordered = new AtomicLong();
    private long newestArrived = -1;

    private void lose(boolean data) {
      if (data) {
        lost.incrementAndGet();
      }
    }

    private void arrive(Cargo cargo) {
      if (!cargo.data) {
        return;
      }
      if (cargo.copy > 0) {
        duplicated.incrementAndGet();
      } else if (cargo.entry < newestArrived) {
        reordered.incrementAndGet();
      }
      newestArrived = Math.max(newestArrived, cargo.entry);
    }
  }

  private final Map<Direction, Path> paths;
  private final List<Fault> faults;
  private final boolean ethernet;
  private final Map<Direction, Bottleneck> bottlenecks = new EnumMap<>(Direction.class);
  private final Map<Direction, Tally> tallies =
      Map.of(Direction.CLIENT_TO_SERVER, new Tally(), Direction.SERVER_TO_CLIENT, new Tally());
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          (a, b) ->
              a.atNs != b.atNs ? Long.compare(a.atNs, b.atNs) : Long.compare(a.order, b.order));
  private long order;
  private long lost;

  public LinkModel(Path clientToServer, Path serverToClient, List<Fault> faults, boolean ethernet) {
    this.paths =
        Map.of(
            Direction.CLIENT_TO_SERVER, clientToServer,
            Direction.SERVER_TO_CLIENT, serverToClient);
    this.faults = List.copyOf(faults);
    this.ethernet = ethernet;
    for (Direction direction : Direction.values()) {
      bottlenecks.put(direction, new Bottleneck());
    }
  }

  /** A frame enters the link at {@code nowNs}. */
  public void offer(Direction direction, byte[] frame, long nowNs) {
    Segment segment = Segment.of(frame, ethernet);
    boolean data = segment.isTcp() && segment.isData();
    Verdict verdict = judge(direction, segment, nowNs);
    if (verdict.fate() == Verdict.Fate.LOST_BEFORE_MIDDLE) {
      lost++;
      tallyOf(direction).lose(data);
      return;
    }
    long half = path(direction).oneWayDelayNs() / 2;
    long departureNs = departure(direction, frame.length, nowNs);
    if (departureNs < 0) {
      tallyOf(direction).lose(data);
      return;
    }
    long entry = order;
    boolean dies = verdict.fate() == Verdict.Fate.LOST_AFTER_MIDDLE;
    for (int copy = 0; copy < verdict.copies(); copy++) {
      add(
          departureNs + half + verdict.extraDelayNs() + copy * verdict.copyDelayNs(),
          direction,
          new Cargo(frame, data, entry, copy),
          dies ? Stage.MIDDLE_THEN_LOST : Stage.MIDDLE);
    }
    if (verdict.reset()) {
      Cargo answer = new Cargo(ResetSegment.answer(segment), false, entry, 0);
      add(departureNs + half, direction.reverse(), answer, Stage.MIDDLE);
    }
  }

  private Verdict judge(Direction direction, Segment segment, long nowNs) {
    // Every fault sees every segment, so that their counts do not depend on each other.
    Verdict verdict = Verdict.PASS;
    for (Fault fault : faults) {
      Verdict judged = fault.judge(direction, segment, nowNs);
      verdict = verdict.equals(Verdict.PASS) ? judged : verdict;
    }
    return verdict;
  }

  /** When the last bit has left the bottleneck, or −1 where the queue was full. */
  private long departure(Direction direction, int length, long nowNs) {
    Path path = path(direction);
    if (path.rateBitsPerSecond() == 0) {
      return nowNs;
    }
    Bottleneck bottleneck = bottleneckOf(direction);
    long startNs = Math.max(nowNs, bottleneck.freeAtNs);
    double waitingBytes = (startNs - nowNs) / 8e9 * path.rateBitsPerSecond();
    if (waitingBytes + length > path.queueBytes()) {
      bottleneck.tailDrops++;
      return -1;
    }
    bottleneck.freeAtNs = startNs + (long) (length * 8e9 / path.rateBitsPerSecond());
    return bottleneck.freeAtNs;
  }

  /** When the next frame moves, or {@link Long#MAX_VALUE} where none is under way. */
  public long nextEventNs() {
    Event next = events.peek();
    return next == null ? Long.MAX_VALUE : next.atNs;
  }

  /** Moves every frame whose time has come by {@code nowNs}. */
  public void run(long nowNs, Sink sink) {
    while (nextEventNs() <= nowNs) {
      Event event = events.remove();
      if (event.stage == Stage.ARRIVAL) {
        tallyOf(event.direction).arrive(event.cargo);
        sink.arrive(event.direction, event.cargo.frame);
        continue;
      }
      sink.middle(event.direction, event.cargo.frame);
      if (event.stage == Stage.MIDDLE_THEN_LOST) {
        lost++;
        tallyOf(event.direction).lose(event.cargo.data);
        continue;
      }
      Path path = path(event.direction);
      long restNs = path.oneWayDelayNs() - path.oneWayDelayNs() / 2;
      add(event.atNs + restNs, event.direction, event.cargo, Stage.ARRIVAL);
    }
  }

  /** Segments that a fault has taken, and frames dropped because the queue was full. */
  public long lost() {
    return lost;
  }

  /** What happened to the payload of one direction. */
  public LinkTally tally(Direction direction) {
    Tally tally = tallyOf(direction);
    return new LinkTally(tally.lost.get(), tally.duplicated.get(), tally.reordered.get());
  }

  public long tailDrops() {
    return bottlenecks.values().stream().mapToLong(b -> b.tailDrops).sum();
  }

  private void add(long atNs, Direction direction, Cargo cargo, Stage stage) {
    events.add(new Event(atNs, order++, direction, cargo, stage));
  }

  private Path path(Direction direction) {
    Path path = paths.get(direction);
    if (path == null) {
      throw new IllegalStateException("no path " + direction);
    }
    return path;
  }

  private Tally tallyOf(Direction direction) {
    Tally tally = tallies.get(direction);
    if (tally == null) {
      throw new IllegalStateException("no tally " + direction);
    }
    return tally;
  }

  private Bottleneck bottleneckOf(Direction direction) {
    return bottlenecks.computeIfAbsent(direction, d -> new Bottleneck());
  }
}
