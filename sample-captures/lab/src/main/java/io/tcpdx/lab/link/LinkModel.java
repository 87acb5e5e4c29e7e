package io.tcpdx.lab.link;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

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
    private final byte[] frame;
    private final Stage stage;

    private Event(long atNs, long order, Direction direction, byte[] frame, Stage stage) {
      this.atNs = atNs;
      this.order = order;
      this.direction = direction;
      this.frame = frame;
      this.stage = stage;
    }
  }

  private enum Stage {
    MIDDLE,
    MIDDLE_THEN_LOST,
    ARRIVAL
  }

  private static final class Bottleneck {
    private long freeAtNs = Long.MIN_VALUE;
    private long tailDrops;
  }

  private final Map<Direction, Path> paths;
  private final List<Fault> faults;
  private final boolean ethernet;
  private final Map<Direction, Bottleneck> bottlenecks = new EnumMap<>(Direction.class);
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
    Verdict verdict = judge(direction, segment, nowNs);
    if (verdict.fate() == Verdict.Fate.LOST_BEFORE_MIDDLE) {
      lost++;
      return;
    }
    long half = path(direction).oneWayDelayNs() / 2;
    long departureNs = departure(direction, frame.length, nowNs);
    if (departureNs < 0) {
      return;
    }
    boolean dies = verdict.fate() == Verdict.Fate.LOST_AFTER_MIDDLE;
    for (int copy = 0; copy < verdict.copies(); copy++) {
      add(
          departureNs + half + verdict.extraDelayNs(),
          direction,
          frame,
          dies ? Stage.MIDDLE_THEN_LOST : Stage.MIDDLE);
    }
    if (verdict.reset()) {
      byte[] answer = ResetSegment.answer(segment);
      add(departureNs + half, direction.reverse(), answer, Stage.MIDDLE);
    }
  }

  private Verdict judge(Direction direction, Segment segment, long nowNs) {
    if (!segment.isTcp()) {
      return Verdict.PASS;
    }
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
        sink.arrive(event.direction, event.frame);
        continue;
      }
      sink.middle(event.direction, event.frame);
      if (event.stage == Stage.MIDDLE_THEN_LOST) {
        lost++;
        continue;
      }
      Path path = path(event.direction);
      long restNs = path.oneWayDelayNs() - path.oneWayDelayNs() / 2;
      add(event.atNs + restNs, event.direction, event.frame, Stage.ARRIVAL);
    }
  }

  /** Segments that a fault has taken, and frames dropped because the queue was full. */
  public long lost() {
    return lost;
  }

  public long tailDrops() {
    return bottlenecks.values().stream().mapToLong(b -> b.tailDrops).sum();
  }

  private void add(long atNs, Direction direction, byte[] frame, Stage stage) {
    events.add(new Event(atNs, order++, direction, frame, stage));
  }

  private Path path(Direction direction) {
    Path path = paths.get(direction);
    if (path == null) {
      throw new IllegalStateException("no path " + direction);
    }
    return path;
  }

  private Bottleneck bottleneckOf(Direction direction) {
    return bottlenecks.computeIfAbsent(direction, d -> new Bottleneck());
  }
}
