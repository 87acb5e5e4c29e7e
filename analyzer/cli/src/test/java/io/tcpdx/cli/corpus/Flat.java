package io.tcpdx.cli.corpus;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** A value of records as lines: the path to each figure, and the figure. */
final class Flat {
  private final Map<String, String> lines = new TreeMap<>();
  private final BinaryOperator<String> reading;

  private Flat(BinaryOperator<String> reading) {
    this.reading = reading;
  }

  /**
   * @param prefix of all paths
   * @param reading what to make of a figure, given its path and itself
   */
  static Map<String, String> of(
      String prefix, @Nullable Object value, BinaryOperator<String> reading) {
    Flat flat = new Flat(reading);
    flat.put(prefix, value);
    return flat.lines;
  }

  private void put(String path, @Nullable Object value) {
    if (value instanceof Record parts) {
      for (RecordComponent part : parts.getClass().getRecordComponents()) {
        put(path + "." + part.getName(), valueOf(part, parts));
      }
    } else if (value instanceof Collection<?> members) {
      int i = 0;
      for (Object member : members) {
        put(path + "[" + i++ + "]", member);
      }
    } else if (value instanceof Map<?, ?> members) {
      members.forEach((name, member) -> put(path + "." + name, member));
    } else {
      lines.put(path, value == null ? "null" : reading.apply(path, value.toString()));
    }
  }

  private static @Nullable Object valueOf(RecordComponent part, Object record) {
    try {
      part.getAccessor().setAccessible(true);
      return part.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(part.toString(), e);
    }
  }
}
