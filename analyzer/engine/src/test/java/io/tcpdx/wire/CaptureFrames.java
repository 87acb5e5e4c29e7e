package io.tcpdx.wire;

import io.tcpdx.capture.CaptureException;
import io.tcpdx.capture.CaptureReader;
import io.tcpdx.capture.Captures;
import io.tcpdx.capture.ReaderChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All frames of a capture file, copied. */
final class CaptureFrames {
  private CaptureFrames() {}

  /** The frames of {@code path}, as far as it can be read; none where it is no capture. */
  static List<CapturedFrame> read(Path path) {
    List<CapturedFrame> frames = new ArrayList<>();
    try (CaptureReader reader = Captures.open(path, ReaderChoice.AUTO)) {
      Frame frame = new Frame();
      while (reader.next(frame)) {
        frames.add(copy(frame));
      }
    } catch (CaptureException e) {
      return frames;
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
    return frames;
  }

  private static CapturedFrame copy(Frame frame) {
    byte[] bytes = new byte[frame.capturedLength()];
    frame.buffer().get(frame.offset(), bytes);
    return new CapturedFrame(
        bytes, frame.originalLength(), frame.timeNs(), frame.linkType(), frame.number());
  }
}
