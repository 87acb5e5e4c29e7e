package io.tcpdx.detect.ports;

import java.util.Arrays;

/** Numbers that belong to groups; a million of them cost 12 MB. */
final class GroupedValues {
  private static final int FIRST_CAPACITY = 64;

  private int[] groups = new int[FIRST_CAPACITY];
  private long[] values = new long[FIRST_CAPACITY];
  private int size;

  /**
   * The numbers group by group, each group's in ascending order.
   *
   * @param values all numbers
   * @param from where each group's begin; one more than there are groups, so that the next one's
   *     begin is where a group ends
   */
  @SuppressWarnings("ArrayRecordComponent") // made and read in one place, never compared
  record Sorted(long[] values, int[] from) {}

  void add(int group, long value) {
    if (size == groups.length) {
      int more = size + (size >> 1);
      groups = Arrays.copyOf(groups, more);
      values = Arrays.copyOf(values, more);
    }
    groups[size] = group;
    values[size++] = value;
  }

  /**
   * @param mergedInto for each group the one under which its numbers are to stand
   * @param count how many of those there are
   */
  Sorted sorted(int[] mergedInto, int count) {
    int[] from = new int[count + 1];
    for (int i = 0; i < size; i++) {
      from[mergedInto[groups[i]] + 1]++;
    }
    for (int group = 0; group < count; group++) {
      from[group + 1] += from[group];
    }
    int[] next = Arrays.copyOf(from, count);
    long[] sorted = new long[size];
    for (int i = 0; i < size; i++) {
      sorted[next[mergedInto[groups[i]]]++] = values[i];
    }
    for (int group = 0; group < count; group++) {
      Arrays.sort(sorted, from[group], from[group + 1]);
    }
    return new Sorted(sorted, from);
  }
}
