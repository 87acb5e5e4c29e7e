package io.tcpdx.story;

import java.util.List;

/**
 * The story of one connection.
 *
 * @param connection its number
 * @param lines what happened, in the order of the capture
 * @param segmentsLeftOut segments at the end that are not told because there are too many
 */
public record Story(int connection, List<StoryLine> lines, long segmentsLeftOut) {
  public Story {
    lines = List.copyOf(lines);
  }
}
