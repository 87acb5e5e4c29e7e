package io.tcpdx.cli.corpus;

import io.tcpdx.cli.corpus.Corpus.Capture;
import io.tcpdx.cli.corpus.Transformation.Demand;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/** The ways in which the tests change captures. */
final class Transformations {
  /** Three years and some: neither a whole number of seconds nor of microseconds. */
  static final long CLOCK_SHIFT_NS = 101_234_567_123_456_789L;

  /** What a mirror port's second copy lags behind the first. */
  static final long COPY_LAG_NS = 3_000L;

  /** What {@code tcpdump -s 96} keeps. */
  private static final int SNAP = 96;

  /** Networks that rewritten addresses move to: of the capture, and of the one merged into it. */
  private static final int NETWORK = 1;

  private static final int NETWORK_OF_GUEST = 2;

  /** A capture that others are merged with. */
  private static final String GUEST = "nagle-delayed-ack";

  private static final List<Double> CUTS = List.of(0.5);
  private static final List<Double> ALL_CUTS = List.of(0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9);
  private static final int ALL_SEEDS = 3;

  private Transformations() {}

  /** Those that must not change what is said. */
  static List<Transformation> harmless() {
    return List.of(
        same("twice", frames -> Optional.of(twice(frames, 0))),
        same("twice-3us", frames -> Optional.of(twice(frames, COPY_LAG_NS))),
        same("clock", Transformations::later),
        same("renamed", frames -> Addresses.rewrite(frames, NETWORK)),
        same("merged", Transformations::merged),
        same("vlan", Wrapping.VLAN::apply),
        same("vxlan", Wrapping.VXLAN::apply),
        same("gre", Wrapping.GRE::apply),
        new Transformation("snapped", Transformations::snapped, Demand.SAME_OF_HEADERS));
  }

  /** Those that leave a part of the capture out; more of them where everything is asked for. */
  static List<Transformation> partial(int frames) {
    List<Transformation> all = new ArrayList<>();
    for (int at : cuts(frames)) {
      all.add(part("first-" + at, it -> it.with(it.seen().subList(0, at))));
      all.add(part("from-" + (at + 1), it -> it.with(it.seen().subList(at, it.size()))));
    }
    for (int seed = 0; seed < (Corpus.isEverythingAskedFor() ? ALL_SEEDS : 1); seed++) {
      int number = seed;
      all.add(part("dropped-" + seed, it -> dropped(it, new Random(number))));
    }
    all.add(part("first-speakers", it -> oneDirection(it, true)));
    all.add(part("second-speakers", it -> oneDirection(it, false)));
    return all;
  }

  /** What damage does to times, and the order of frames. */
  static List<Transformation> damaging() {
    return List.of(
        part("equal-times", it -> clock(it, timeNs -> it.seen().get(0).timeNs())),
        part("backward", Transformations::backward),
        part("from-1970", it -> jumping(it, 0)),
        part("to-2106", it -> jumping(it, 0xffff_ffffL * 1_000_000_000L)),
        part("swapped", Transformations::swapped));
  }

  private static Transformation same(String name, Function<Frames, Optional<Frames>> change) {
    return new Transformation(name, change, Demand.SAME);
  }

  private static Transformation part(String name, UnaryOperator<Frames> change) {
    return new Transformation(
        name, frames -> Optional.of(change.apply(frames)), Demand.NOTHING_MADE_UP);
  }

  /** The first packets of a capture decide most; behind them some will do. */
  private static Set<Integer> cuts(int frames) {
    boolean all = Corpus.isEverythingAskedFor();
    Set<Integer> cuts = new TreeSet<>(List.of(1, 2, 3, frames - 1));
    if (all) {
      cuts.addAll(List.of(4, frames - 2));
    }
    (all ? ALL_CUTS : CUTS).forEach(share -> cuts.add((int) (frames * share)));
    cuts.removeIf(at -> at < 1 || at >= frames);
    return cuts;
  }

  private static Frames twice(Frames frames, long lagNs) {
    List<Seen> twice = new ArrayList<>();
    List<Seen> copies = new ArrayList<>();
    for (Seen frame : frames.seen()) {
      while (!copies.isEmpty() && copies.get(0).timeNs() <= frame.timeNs()) {
        twice.add(copies.remove(0));
      }
      twice.add(frame);
      copies.add(frame.at(frame.timeNs() + lagNs));
      if (lagNs == 0) {
        twice.add(copies.remove(0));
      }
    }
    twice.addAll(copies);
    return frames.with(twice);
  }

  private static Frames clock(Frames frames, LongUnaryOperator other) {
    return frames.with(
        frames.seen().stream().map(it -> it.at(other.applyAsLong(it.timeNs()))).toList());
  }

  /** Not where the clock ends before. */
  private static Optional<Frames> later(Frames frames) {
    long last = frames.seen().stream().mapToLong(Seen::timeNs).max().orElse(0);
    return last > Long.MAX_VALUE - CLOCK_SHIFT_NS
        ? Optional.empty()
        : Optional.of(clock(frames, timeNs -> timeNs + CLOCK_SHIFT_NS));
  }

  private static Optional<Frames> merged(Frames frames) {
    Capture guest =
        new Capture(
            GUEST,
            Corpus.repository().resolve("sample-captures").resolve(GUEST).resolve("capture.pcap"));
    long startNs = frames.seen().stream().mapToLong(Seen::timeNs).min().orElse(0);
    long endNs = frames.seen().stream().mapToLong(Seen::timeNs).max().orElse(0);
    Frames others = Addresses.rewrite(Frames.read(guest), NETWORK_OF_GUEST).orElseThrow();
    long shiftNs = startNs - others.seen().get(0).timeNs();
    List<Seen> merged = new ArrayList<>();
    int taken = 0;
    for (Seen frame : frames.seen()) {
      for (; taken < others.size(); taken++) {
        Seen other = others.seen().get(taken);
        long timeNs = other.timeNs() + shiftNs;
        // What outlasts the capture would change when it ends.
        if (timeNs > frame.timeNs() || timeNs > endNs) {
          break;
        }
        merged.add(other.at(timeNs).foreign());
      }
      merged.add(frame);
    }
    return Optional.of(frames.with(merged));
  }

  /** Keeps the headers whole also where they are longer than that. */
  private static Optional<Frames> snapped(Frames frames) {
    List<Seen> snapped = new ArrayList<>();
    new Segments(frames)
        .forEach(
            (seen, packet) -> {
              boolean inFrame = packet == null || packet.payloadOffset() <= seen.bytes().length;
              int headers = packet == null || !inFrame ? 0 : packet.payloadOffset();
              snapped.add(seen.cutTo(Math.max(SNAP, headers)));
            });
    return Optional.of(frames.with(snapped));
  }

  private static Frames dropped(Frames frames, Random random) {
    int always = random.nextInt(frames.size());
    List<Seen> left = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      if (random.nextInt(100) != 0 && i != always) {
        left.add(frames.seen().get(i));
      }
    }
    return frames.with(left);
  }

  private static Frames oneDirection(Frames frames, boolean ofFirstSpeaker) {
    Map<String, String> firstSpeakers = new HashMap<>();
    List<Seen> left = new ArrayList<>();
    new Segments(frames)
        .forEach(
            (seen, packet) -> {
              if (packet == null) {
                left.add(seen);
                return;
              }
              String source = Segments.source(packet);
              String both = Segments.pair(packet);
              firstSpeakers.putIfAbsent(both, source);
              if (source.equals(firstSpeakers.get(both)) == ofFirstSpeaker) {
                left.add(seen);
              }
            });
    return frames.with(left);
  }

  private static Frames backward(Frames frames) {
    Random random = new Random(0);
    return clock(
        frames,
        timeNs -> random.nextInt(10) == 0 ? timeNs - random.nextInt(1_000_000_000) : timeNs);
  }

  private static Frames jumping(Frames frames, long toNs) {
    Random random = new Random(0);
    return clock(frames, timeNs -> random.nextInt(10) == 0 ? toNs : timeNs);
  }

  private static Frames swapped(Frames frames) {
    List<Seen> swapped = new ArrayList<>(frames.seen());
    Random random = new Random(0);
    for (int i = 1; i < swapped.size(); i++) {
      if (random.nextInt(10) == 0) {
        Collections.swap(swapped, i - 1, i);
      }
    }
    return frames.with(swapped);
  }
}
