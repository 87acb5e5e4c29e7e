package io.tcpdx;

import io.tcpdx.capture.CaptureReader;
import io.tcpdx.capture.Captures;
import io.tcpdx.capture.ReaderChoice;
import io.tcpdx.report.Report;
import io.tcpdx.wire.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Recorded captures as a bad capture would have them. */
final class MangledCapture {
  private MangledCapture() {}

  /** A frame as captured. */
  record Seen(ByteBuffer bytes, int originalLength, long timeNs, int linkType) {
    Seen at(long otherNs) {
      return new Seen(bytes, originalLength, otherNs, linkType);
    }

    Seen cutTo(int length) {
      ByteBuffer start = bytes.slice(0, Math.min(bytes.limit(), length));
      return new Seen(start, originalLength, timeNs, linkType);
    }
  }

  /** One way in which a capture goes wrong. */
  enum Fault {
    NONE,
    DROPS,
    REPEATS,
    CUTS,
    REORDERS,
    STARTS_LATE,
    EQUAL_TIMES,
    BACKWARD_TIMES,
    ALL;

    List<Seen> applyTo(List<Seen> frames, Random random) {
      if (this == ALL) {
        List<Seen> mangled = frames;
        for (Fault fault : List.of(DROPS, REPEATS, CUTS, REORDERS, STARTS_LATE, BACKWARD_TIMES)) {
          mangled = fault.applyTo(mangled, random);
        }
        return mangled;
      }
      List<Seen> mangled = new ArrayList<>();
      for (Seen frame : frames) {
        add(frame, frames.get(0).timeNs(), mangled, random);
      }
      if (this == REORDERS) {
        for (int i = 1; i < mangled.size(); i++) {
          if (random.nextInt(10) == 0) {
            Collections.swap(mangled, i - 1, i);
          }
        }
      }
      return this == STARTS_LATE
          ? mangled.subList(random.nextInt(mangled.size() + 1), mangled.size())
          : mangled;
    }

    private void add(Seen frame, long startNs, List<Seen> mangled, Random random) {
      boolean hit = random.nextInt(10) == 0;
      switch (this) {
        case DROPS -> {
          if (!hit) {
            mangled.add(frame);
          }
        }
        case REPEATS -> {
          mangled.add(frame);
          if (hit) {
            mangled.add(frame);
          }
        }
        case CUTS -> mangled.add(hit ? frame.cutTo(random.nextInt(100)) : frame);
        case EQUAL_TIMES -> mangled.add(frame.at(startNs));
        case BACKWARD_TIMES ->
            mangled.add(hit ? frame.at(frame.timeNs() - random.nextInt(1_000_000_000)) : frame);
        default -> mangled.add(frame);
      }
    }
  }

  /** The principal capture of every recorded run. */
  static List<Path> recordings() throws IOException {
    Path samples = Path.of("..", "..", "sample-captures").normalize();
    try (Stream<Path> folders = Files.list(samples)) {
      return folders.map(f -> f.resolve("capture.pcap")).filter(Files::exists).sorted().toList();
    }
  }

  /** The frames of a capture. */
  static List<Seen> read(Path file) throws Exception {
    List<Seen> frames = new ArrayList<>();
    try (CaptureReader reader = Captures.open(file.toString(), ReaderChoice.AUTO)) {
      Frame frame = new Frame();
      while (reader.next(frame)) {
        byte[] bytes = new byte[frame.capturedLength()];
        frame.buffer().get(frame.offset(), bytes);
        frames.add(
            new Seen(
                ByteBuffer.wrap(bytes), frame.originalLength(), frame.timeNs(), frame.linkType()));
      }
    }
    return frames;
  }

  /** The report on frames. */
  static Report analyze(List<Seen> frames) {
    Analyzer analyzer = new Analyzer(AnalysisOptions.DEFAULT, AnalysisListener.NONE);
    Frame frame = new Frame();
    long number = 0;
    for (Seen seen : frames) {
      frame.set(
          seen.bytes(),
          0,
          seen.bytes().limit(),
          seen.originalLength(),
          seen.timeNs(),
          seen.linkType(),
          ++number);
      analyzer.onFrame(frame);
    }
    return analyzer.finish(List.of());
  }
}
