package io.tcpdx.cli.corpus;

import io.tcpdx.cli.corpus.Corpus.Capture;
import io.tcpdx.cli.corpus.Tshark.Told;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Captures that tshark reads in one run: it takes about a second to start, and the samples are
 * small and many. As all of them are of the same few hosts, each gets addresses of its own.
 */
final class Batch {
  private final List<Seen> frames = new ArrayList<>();
  private final TreeMap<Long, Capture> byFirstFrame = new TreeMap<>();
  private final Map<Capture, List<Told>> told = new HashMap<>();

  /** Adds a capture if it can be added: its addresses must be in plain sight. */
  void add(Capture capture) {
    Optional<Frames> apart = Addresses.rewrite(Frames.read(capture), byFirstFrame.size());
    apart.ifPresent(
        renamed -> {
          byFirstFrame.put(frames.size() + 1L, capture);
          frames.addAll(renamed.seen());
        });
  }

  /**
   * Has tshark read all that were added.
   *
   * @param file to write them to
   */
  void run(Path file) throws IOException {
    PcapngFile.write(file, frames);
    for (Told one : Tshark.read(file)) {
      Map.Entry<Long, Capture> of = byFirstFrame.floorEntry(one.number());
      told.computeIfAbsent(of.getValue(), capture -> new ArrayList<>())
          .add(one.numbered(one.number() - of.getKey() + 1));
    }
  }

  /** What tshark told of a capture; empty where that could not be added. */
  Optional<List<Told>> told(Capture capture) {
    return byFirstFrame.containsValue(capture)
        ? Optional.of(told.getOrDefault(capture, List.of()))
        : Optional.empty();
  }
}
