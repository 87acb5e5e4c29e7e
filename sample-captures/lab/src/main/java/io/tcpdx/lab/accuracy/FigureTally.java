package io.tcpdx.lab.accuracy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How near the reports come to one figure of the kernels'. */
final class FigureTally {

  private record Pair(String where, double kernel, double told) {
    /** As a part of the greater one, so that nothing counts more than all. */
    private double deviation() {
      double greater = Math.max(Math.abs(kernel), Math.abs(told));
      return greater == 0 ? 0 : Math.abs(kernel - told) / greater;
    }
  }

  private final Figure figure;
  private int compared;
  private int exact;
  private int agreeing;
  private int untold;
  private @Nullable Pair worst;

  FigureTally(Figure figure) {
    this.figure = figure;
  }

  /**
   * Compares.
   *
   * @param where folder and file
   * @param told null where the report leaves it open
   */
  void add(String where, Number kernel, @Nullable Number told) {
    if (told == null) {
      untold++;
      return;
    }
    Pair pair = new Pair(where, kernel.doubleValue(), told.doubleValue());
    compared++;
    exact += figure.unit().write(pair.kernel).equals(figure.unit().write(pair.told)) ? 1 : 0;
    agreeing += figure.agrees(pair.kernel, pair.told) ? 1 : 0;
    if (worst == null || pair.deviation() > worst.deviation()) {
      worst = pair;
    }
  }

  int compared() {
    return compared;
  }

  int agreeing() {
    return agreeing;
  }

  int untold() {
    return untold;
  }

  /** As it stands in the table. */
  String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d (%s) | %d | %s |\n",
        figure.name(),
        compared,
        exact,
        agreeing,
        figure.bound(),
        untold,
        worst());
  }

  private String worst() {
    Pair pair = worst;
    if (pair == null || pair.deviation() == 0) {
      return "–";
    }
    return figure.unit().write(pair.kernel)
        + " → "
        + figure.unit().write(pair.told)
        + String.format(Locale.ROOT, " (%.1f %%) in %s", 100 * pair.deviation(), pair.where);
  }
}
