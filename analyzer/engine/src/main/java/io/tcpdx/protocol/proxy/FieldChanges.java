package io.tcpdx.protocol.proxy;

import io.tcpdx.protocol.Fields;
import io.tcpdx.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy made of a message's fields, as far as they are kept. Names are in lower case and in
 * alphabetical order.
 *
 * @param added fields that it gave the message
 * @param removed fields that it took from it
 * @param changed fields whose values it changed, or to which it added
 */
public record FieldChanges(List<String> added, List<String> removed, List<String> changed) {
  /** Nothing, or nothing that is known. */
  public static final FieldChanges NONE = new FieldChanges(List.of(), List.of(), List.of());

  public FieldChanges {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    changed = List.copyOf(changed);
  }

  /** What became of a message; nothing where either was not seen. */
  static FieldChanges between(@Nullable Message before, @Nullable Message after) {
    if (before == null || after == null) {
      return NONE;
    }
    Fields had = before.fields();
    Fields has = after.fields();
    List<String> removed = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    for (String name : names(had)) {
      if (!has.has(name)) {
        removed.add(name);
      } else if (!had.all(name).equals(has.all(name))) {
        changed.add(name);
      }
    }
    List<String> added = names(has).stream().filter(name -> !had.has(name)).toList();
    return new FieldChanges(added, removed, changed);
  }

  private static SortedSet<String> names(Fields fields) {
    SortedSet<String> names = new TreeSet<>();
    fields.lines().forEach(line -> names.add(line.name().toLowerCase(Locale.ROOT)));
    return names;
  }
}
