package io.tcpdx.cli.text;

import io.tcpdx.story.StoryLine;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of a story, and how often what ends with it repeats.
 *
 * @param line the line
 * @param length how many lines, this one the last of them, repeat
 * @param repeats how often they follow once more; 0 where they do not
 * @param untilPacket the last packet of the last repetition
 */
record StoryChapter(StoryLine line, int length, int repeats, long untilPacket) {
  /** Longer patterns are not looked for. */
  private static final int MAX_LENGTH = 4;

  /** Less often repeated, a pattern is told in full. */
  private static final int MIN_REPEATS = 2;

  private static final Pattern FIGURES =
      Pattern.compile("-?[0-9][0-9.,]*( (ns|µs|ms|s|min|h|B|kB|MB|GB)\\b)?( [0-9]+ s)?");

  /** The lines with those left out that only repeat; all of them, where that is asked for. */
  static List<StoryChapter> of(List<StoryLine> lines, boolean all) {
    List<String> shapes = lines.stream().map(StoryChapter::shape).toList();
    List<StoryChapter> chapters = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      int length = 1;
      int repeats = 0;
      for (int l = 1; l <= MAX_LENGTH && !all && repeats == 0; l++) {
        length = l;
        repeats = repeats(shapes, at, l);
      }
      if (repeats == 0) {
        chapters.add(new StoryChapter(lines.get(at), 1, 0, 0));
        at++;
        continue;
      }
      for (int i = 0; i < length - 1; i++) {
        chapters.add(new StoryChapter(lines.get(at + i), 1, 0, 0));
      }
      int end = at + length * (repeats + 1);
      long untilPacket = lines.get(end - 1).lastPacket();
      chapters.add(new StoryChapter(lines.get(at + length - 1), length, repeats, untilPacket));
      at = end;
    }
    return chapters;
  }

  /** How often the lines from there repeat after themselves, if often enough. */
  private static int repeats(List<String> shapes, int from, int length) {
    int same = 0;
    int at = from + length;
    while (at < shapes.size() && shapes.get(at).equals(shapes.get(at - length))) {
      same++;
      at++;
    }
    int repeats = same / length;
    return repeats < MIN_REPEATS ? 0 : repeats;
  }

  /** What a line says but for its figures, so that lines that differ in these only are alike. */
  private static String shape(StoryLine line) {
    String words = line.side() + line.text() + line.waits() + line.calls();
    return FIGURES.matcher(words).replaceAll("#").replace("segments", "segment");
  }
}
