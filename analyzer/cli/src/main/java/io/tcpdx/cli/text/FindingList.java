package io.tcpdx.cli.text;

import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What was found: the three that matter most in full, the others on a line each. */
final class FindingList {
  private static final int IN_FULL = 3;

  /** Parts told beside the whole. */
  private static final int PARTS = 2;

  private static final int SHOWN_PACKETS = 3;
  private static final int INDENT = 3;

  private final Page page;
  private final TextOptions options;

  FindingList(Page page, TextOptions options) {
    this.page = page;
    this.options = options;
  }

  /**
   * Writes the findings.
   *
   * @param groups in the order of level, then of cost
   * @param connections how many connections the capture holds
   */
  void write(List<FindingGroup> groups, int connections) {
    List<FindingGroup> inFull = options.verbose() ? groups : mattersMost(groups);
    if (inFull.isEmpty()) {
      page.gap();
      page.line("No problem found.");
    }
    List<FindingGroup> rest = new ArrayList<>(groups);
    rest.removeAll(inFull);
    for (int i = 0; i < inFull.size(); i++) {
      FindingGroup whole = inFull.get(i);
      page.gap();
      writeInFull(i + 1, whole, connections);
      List<FindingGroup> parts = rest.stream().filter(part -> part.isPartOf(whole)).toList();
      parts.stream().limit(PARTS).forEach(this::writePart);
      rest.removeAll(parts.subList(0, Math.min(PARTS, parts.size())));
    }
    if (!rest.isEmpty()) {
      page.gap();
      writeOthers(rest, inFull.isEmpty());
    }
  }

  /** Up to three: the gravest first, but whatever cost the most is always among them. */
  private static List<FindingGroup> mattersMost(List<FindingGroup> groups) {
    List<FindingGroup> problems =
        groups.stream()
            .filter(FindingGroup::headline)
            .collect(Collectors.toCollection(ArrayList::new));
    if (problems.size() <= IN_FULL) {
      return problems;
    }
    List<FindingGroup> chosen = new ArrayList<>(problems.subList(0, IN_FULL));
    FindingGroup costliest =
        problems.stream().max(Comparator.comparingLong(FindingGroup::costNs)).orElseThrow();
    if (!chosen.contains(costliest) && costliest.costNs() > 0) {
      chosen.set(IN_FULL - 1, costliest);
    }
    return chosen;
  }

  private void writeInFull(int number, FindingGroup group, int connections) {
    Finding first = group.first();
    writeHeading(number + ". " + first.title(), INDENT, " · " + group.who(), group);
    page.paragraph(INDENT, first.summary());
    String where = where(group, connections);
    if (!where.isEmpty()) {
      page.paragraph(INDENT, where);
    }
    first.advice().forEach(advice -> page.paragraph("   → ", INDENT + 2, advice, s -> s));
    group.otherReasons().stream().limit(PARTS).forEach(this::writeOtherReason);
  }

  /** The same of the same hosts for another reason: what it is, and the first thing to do. */
  private void writeOtherReason(Finding other) {
    page.paragraph(INDENT, "Besides: " + other.summary());
    other.advice().stream()
        .limit(1)
        .forEach(advice -> page.paragraph("   → ", INDENT + 2, advice, s -> s));
  }

  /** The same time in another light: what was the matter, and the first thing to do about it. */
  private void writePart(FindingGroup part) {
    Finding first = part.first();
    String lead = "Part of this: " + first.title() + ", " + part.toll() + likely(first);
    page.paragraph(INDENT, lead + ". " + first.summary());
    first.advice().stream()
        .limit(1)
        .forEach(advice -> page.paragraph("   → ", INDENT + 2, advice, s -> s));
  }

  /** What, who and how much: on one line where they fit, else how much stands below. */
  private void writeHeading(String lead, int indent, String who, FindingGroup group) {
    Finding first = group.first();
    String much = group.toll() + likely(first) + whole(group);
    UnaryOperator<String> look = text -> page.palette().level(first.level(), text);
    if (page.printable(lead + who + " · " + much).length() <= Page.WIDTH) {
      page.paragraph(lead, indent, who + " · " + much, look);
    } else {
      page.paragraph(lead, indent, who, look);
      page.paragraph(indent, much);
    }
  }

  private static String whole(FindingGroup group) {
    return group.partOf() == null ? "" : " · part of: " + group.partOf();
  }

  private static String likely(Finding finding) {
    return finding.confidence() == Confidence.LIKELY ? " · likely" : "";
  }

  /** Where in the capture to look. */
  private String where(FindingGroup group, int connections) {
    List<String> places = new ArrayList<>();
    long affected = group.connections();
    Integer id = group.first().connection();
    if (affected > 1) {
      places.add(
          "On "
              + Figures.count(affected, "connection", "connections")
              + "; told here is the costliest, connection "
              + id);
    } else if (id != null && connections > 1) {
      places.add("Connection " + id);
    }
    String packets = packets(group.first().packets());
    if (!packets.isEmpty()) {
      places.add((places.isEmpty() ? "Packets " : "packets ") + packets);
    }
    return places.isEmpty() ? "" : String.join(", ", places) + ".";
  }

  private String packets(List<Long> evidence) {
    List<Long> packets = evidence.stream().distinct().toList();
    int shown = options.verbose() ? packets.size() : Math.min(SHOWN_PACKETS, packets.size());
    String separator = options.verbose() && shown > SHOWN_PACKETS ? ", " : "→";
    LongStream numbers = packets.stream().limit(shown).mapToLong(Long::longValue);
    String text = numbers.mapToObj(Long::toString).collect(Collectors.joining(separator));
    return packets.size() > shown ? text + " and more" : text;
  }

  private void writeOthers(List<FindingGroup> rest, boolean alone) {
    page.heading(alone ? "Worth knowing" : "Also found");
    rest.stream().limit(options.rows()).forEach(this::writeOnOneLine);
    int hidden = rest.size() - Math.min(rest.size(), options.rows());
    if (hidden > 0) {
      page.line("  … and " + Figures.count(hidden) + " more: -v or --top " + rest.size());
    }
  }

  private void writeOnOneLine(FindingGroup group) {
    Finding first = group.first();
    String level = first.level().name().toLowerCase(Locale.ROOT);
    String lead = String.format(Locale.ROOT, "  %-8s", level);
    writeHeading(lead, lead.length(), first.title() + " · " + group.who(), group);
  }
}
