package io.tcpdx.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.connection.Side;
import io.tcpdx.story.StoryLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryChapterTest {
  @Test
  void repeatedLinesAreToldOnceWithTheirNumber() {
    List<StoryChapter> chapters =
        StoryChapter.of(
            lines(
                "SYN",
                "sends 10 B",
                "ACK of 10 B",
                "sends 1.20 kB",
                "ACK of 1.20 kB",
                "sends 7 B",
                "ACK of 7 B",
                "FIN"),
            false);

    assertThat(chapters)
        .extracting(chapter -> chapter.line().text())
        .containsExactly("SYN", "sends 10 B", "ACK of 10 B", "FIN");
    assertThat(chapters.get(2).length()).isEqualTo(2);
    assertThat(chapters.get(2).repeats()).isEqualTo(2);
    assertThat(chapters.get(2).untilPacket()).isEqualTo(7);
  }

  @Test
  void whatComesTwiceIsToldTwice() {
    assertThat(StoryChapter.of(lines("sends 10 B", "sends 20 B", "FIN"), false)).hasSize(3);
  }

  @Test
  void allIsToldWhereAllIsAskedFor() {
    List<StoryLine> lines = lines("sends 10 B", "sends 20 B", "sends 30 B", "sends 40 B");

    assertThat(StoryChapter.of(lines, false)).hasSize(1);
    assertThat(StoryChapter.of(lines, true)).hasSize(4);
  }

  private static List<StoryLine> lines(String... texts) {
    List<StoryLine> lines = new ArrayList<>();
    for (String text : texts) {
      long packet = lines.size() + 1L;
      lines.add(
          new StoryLine(
              packet, packet, 1, packet, 1, 0, Side.CLIENT, text, List.of(), List.of(), List.of()));
    }
    return lines;
  }
}
