package io.tcpdx.capture;

import io.tcpdx.wire.Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What a frame showed: a value, so that two readers can be compared. */
record SeenFrame(
    long number, long timeNs, int linkType, int capturedLength, int originalLength, String bytes) {
  static SeenFrame of(Frame frame) {
    byte[] bytes = new byte[frame.capturedLength()];
    frame.buffer().get(frame.offset(), bytes);
    return new SeenFrame(
        frame.number(),
        frame.timeNs(),
        frame.linkType(),
        frame.capturedLength(),
        frame.originalLength(),
        HexFormat.of().formatHex(bytes));
  }

  static List<SeenFrame> allOf(CaptureReader reader) throws IOException {
    List<SeenFrame> seen = new ArrayList<>();
    Frame frame = new Frame();
    while (reader.next(frame)) {
      seen.add(of(frame));
    }
    return seen;
  }
}
