package io.tcpdx.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields of a message, in the order in which they were written (RFC 9110 §5). */
public final class Fields {
  /** No field. */
  public static final Fields NONE = new Fields(List.of());

  private final List<Field> lines;

  /**
   * @param lines the field lines as they were written
   */
  public Fields(List<Field> lines) {
    this.lines = List.copyOf(lines);
  }

  /** The field lines that were kept: all, or those that a diagnosis can need. */
  public List<Field> lines() {
    return lines;
  }

  /** These, and those behind them. */
  public Fields with(List<Field> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Field> all = new ArrayList<>(lines);
    all.addAll(more);
    return new Fields(all);
  }

  /** Whether there is a field of that name. */
  public boolean has(String name) {
    return first(name) != null;
  }

  /** The value of the first field line of that name, or null. */
  public @Nullable String first(String name) {
    for (Field line : lines) {
      if (line.name().equalsIgnoreCase(name)) {
        return line.value();
      }
    }
    return null;
  }

  /** The values of all field lines of that name, in order. */
  public List<String> all(String name) {
    return lines.stream()
        .filter(line -> line.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /** The members of a list field (RFC 9110 §5.6.1) over all its lines, in lower case. */
  public List<String> tokens(String name) {
    List<String> tokens = new ArrayList<>();
    for (Field line : lines) {
      if (line.name().equalsIgnoreCase(name)) {
        for (String token : line.value().split(",", -1)) {
          String stripped = token.strip().toLowerCase(Locale.ROOT);
          if (!stripped.isEmpty()) {
            tokens.add(stripped);
          }
        }
      }
    }
    return tokens;
  }

  /** Whether a list field has that member, whatever its case. */
  public boolean hasToken(String name, String token) {
    for (Field line : lines) {
      if (line.name().equalsIgnoreCase(name)) {
        for (String member : line.value().split(",", -1)) {
          if (member.strip().equalsIgnoreCase(token)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fields fields && fields.lines.equals(lines);
  }

  @Override
  public int hashCode() {
    return lines.hashCode();
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
