package io.tcpdx.lab.accuracy;

import io.tcpdx.report.Report;
import java.util.Locale;

/**
 * Something that the kernel counted and that a report tells, too.
 *
 * @param name what it is, for people
 * @param unit of both
 * @param share of the kernel's figure by which the report's may differ
 * @param slack by which it may differ in any case, in the unit
 * @param comparison takes it out of a recording and its report
 */
record Figure(String name, Unit unit, double share, double slack, Comparison comparison) {

  /** How a figure is written. */
  enum Unit {
    COUNT("%.0f"),
    BYTES("%.0f B"),
    SECONDS("%.3f s");

    private final String format;

    Unit(String format) {
      this.format = format;
    }

    String write(double figure) {
      return String.format(Locale.ROOT, format, figure);
    }
  }

  /** Takes a figure out of a recording and its report, as often as both have it. */
  @FunctionalInterface
  interface Comparison {
    void compare(Recording recording, Report report, FigureTally into);
  }

  static Figure exact(String name, Comparison comparison) {
    return new Figure(name, Unit.COUNT, 0, 0, comparison);
  }

  boolean agrees(double kernel, double told) {
    return Math.abs(kernel - told) <= Math.max(slack, share * kernel);
  }

  /** The agreement that is asked for, in words. */
  String bound() {
    if (share == 0 && slack == 0) {
      return "exactly";
    }
    String percent = String.format(Locale.ROOT, "%.0f %%", 100 * share);
    return slack == 0 ? percent : percent + " or " + unit.write(slack);
  }
}
