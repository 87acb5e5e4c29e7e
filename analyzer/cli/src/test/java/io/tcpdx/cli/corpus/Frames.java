package io.tcpdx.cli.corpus;

import io.tcpdx.AnalysisListener;
import io.tcpdx.AnalysisOptions;
import io.tcpdx.Analyzer;
import io.tcpdx.capture.CaptureException;
import io.tcpdx.capture.CaptureFileSummary;
import io.tcpdx.capture.CaptureReader;
import io.tcpdx.capture.Captures;
import io.tcpdx.capture.ReaderChoice;
import io.tcpdx.cli.corpus.Corpus.Capture;
import io.tcpdx.report.Report;
import io.tcpdx.wire.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a capture.
 *
 * @param files what they were read from, or would have been
 */
record Frames(List<Seen> seen, List<CaptureFileSummary> files) {
  /** As far as the file can be read: nothing where it is no capture. */
  static Frames read(Capture capture) {
    List<Seen> seen = new ArrayList<>();
    CaptureFileSummary file = null;
    try (CaptureReader reader = Captures.open(capture.path(), ReaderChoice.AUTO)) {
      readAll(reader, seen);
      file = reader.summary();
    } catch (CaptureException e) {
      return new Frames(seen, List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(capture.name(), e);
    }
    return new Frames(seen, List.of(file));
  }

  private static void readAll(CaptureReader reader, List<Seen> seen)
      throws IOException, CaptureException {
    Frame frame = new Frame();
    while (reader.next(frame)) {
      byte[] bytes = new byte[frame.capturedLength()];
      frame.buffer().get(frame.offset(), bytes);
      seen.add(
          new Seen(
              bytes, frame.originalLength(), frame.timeNs(), frame.linkType(), frame.number()));
    }
  }

  Frames with(List<Seen> other) {
    return new Frames(other, files);
  }

  int size() {
    return seen.size();
  }

  /** The report on them. */
  Report analyze() {
    Analyzer analyzer = new Analyzer(AnalysisOptions.DEFAULT, AnalysisListener.NONE);
    forEach(analyzer::onFrame);
    return analyzer.finish(files);
  }

  /** Hands over each frame, numbered from 1; it is valid during the call. */
  void forEach(Consumer<Frame> taker) {
    Frame frame = new Frame();
    for (int i = 0; i < seen.size(); i++) {
      Seen one = seen.get(i);
      frame.set(
          one.buffer(),
          0,
          one.bytes().length,
          one.originalLength(),
          one.timeNs(),
          one.linkType(),
          i + 1);
      taker.accept(frame);
    }
  }

  /** The number that a frame of that number had in the capture that it came from. */
  @Nullable Long numberBefore(long number) {
    boolean there = number >= 1 && number <= seen.size();
    return there && seen.get((int) number - 1).number() > 0
        ? seen.get((int) number - 1).number()
        : null;
  }
}
