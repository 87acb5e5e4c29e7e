package io.tcpdx.lab.sys;

import java.util.Map;
import java.util.TreeMap;

/**
 * The kernel's SNMP counters, named as {@code nstat} names them: the group as prefix ({@code Tcp},
 * {@code TcpExt}), then the counter.
 */
public record Counters(Map<String, Long> values) {

  public Counters {
    values = Map.copyOf(values);
  }

  /**
   * Reads the format of {@code /proc/net/snmp} and {@code /proc/net/netstat}: pairs of lines with
   * the same prefix, names on the first, values on the second.
   *
   * @throws IllegalArgumentException where the lines do not pair up
   */
  public static Counters parse(String text) {
    Map<String, Long> values = new TreeMap<>();
    String[] lines = text.strip().split("\n", -1);
    if (lines.length % 2 != 0) {
      throw new IllegalArgumentException("counters: odd number of lines: " + lines.length);
    }
    for (int i = 0; i < lines.length; i += 2) {
      String[] names = lines[i].strip().split("\\s+", -1);
      String[] numbers = lines[i + 1].strip().split("\\s+", -1);
      if (names.length != numbers.length || !names[0].equals(numbers[0])) {
        throw new IllegalArgumentException("counters: lines do not pair up: " + names[0]);
      }
      String group = names[0].substring(0, names[0].length() - 1);
      for (int j = 1; j < names.length; j++) {
        values.put(group + names[j], Long.parseLong(numbers[j]));
      }
    }
    return new Counters(values);
  }

  /** A counter by its nstat name; one that this kernel does not have is 0. */
  public long get(String name) {
    return values.getOrDefault(name, 0L);
  }

  /** What has been added since {@code before}, for counters of the groups Tcp and TcpExt. */
  public Counters since(Counters before) {
    Map<String, Long> delta = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith("Tcp")) {
            delta.put(name, value - before.get(name));
          }
        });
    return new Counters(delta);
  }
}
