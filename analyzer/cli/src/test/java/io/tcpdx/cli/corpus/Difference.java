package io.tcpdx.cli.corpus;

import java.util.List;

/**
 * What tcpdx says of a connection, and tshark says otherwise.
 *
 * @param connection its ends, and its first frame
 * @param what it is said of
 * @param ours what tcpdx says
 * @param theirs what tshark says
 * @param frames on which they differ; empty where it is said of the whole connection
 */
record Difference(String connection, String what, String ours, String theirs, List<Long> frames) {
  /** A line holds no more ranges of frames than these. */
  private static final int MOST_RANGES = 8;

  /** As the list of differences has it, behind the capture's name. */
  String line() {
    return KnownLines.line(connection, what, ours, theirs, ranges());
  }

  private String ranges() {
    StringBuilder text = new StringBuilder();
    int ranges = 0;
    for (int i = 0; i < frames.size(); i++) {
      int from = i;
      while (i + 1 < frames.size() && frames.get(i + 1) == frames.get(i) + 1) {
        i++;
      }
      if (++ranges > MOST_RANGES) {
        return text + " and more: " + frames.size();
      }
      text.append(ranges > 1 ? " " : "").append(frames.get(from));
      text.append(i > from ? "-" + frames.get(i) : "");
    }
    return text.toString();
  }
}
