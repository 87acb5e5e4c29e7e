package io.tcpdx.lab.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The part of {@code sample-captures/README.md} that holds the accuracy tables. */
public final class AccuracySection {

  static final String BEGIN = "<!-- accuracy: written by `record --accuracy` -->\n";
  static final String END = "<!-- accuracy: end -->\n";

  private static final String PAGE = "README.md";

  private AccuracySection() {}

  /**
   * Writes the tables anew.
   *
   * @return what tcpdx missed and what it falsely reported, one line each
   */
  public static List<String> update(Path captures) throws IOException {
    Path page = captures.resolve(PAGE);
    Accuracy accuracy = Accuracy.of(captures);
    Files.writeString(page, replaced(Files.readString(page), accuracy.tables()));
    return accuracy.complaints();
  }

  /** The page with these tables between its marks. */
  static String replaced(String page, String tables) throws IOException {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(PAGE + " lacks the marks between which the accuracy tables stand");
    }
    return page.substring(0, begin + BEGIN.length()) + tables + page.substring(end);
  }
}
