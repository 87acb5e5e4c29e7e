package io.tcpdx.detect.ports;

/**
 * How many of a thing are held at once, in each of several groups: exact, whatever the order in
 * which the stays are told.
 */
final class Occupancy {
  private final GroupedValues taken = new GroupedValues();
  private final GroupedValues given = new GroupedValues();

  /**
   * The most at once.
   *
   * @param most for each group, how many
   * @param atNs for each group, when there were so many first
   */
  @SuppressWarnings("ArrayRecordComponent") // made and read in one place, never compared
  record Peaks(int[] most, long[] atNs) {}

  /** One was held from then until then; not at {@code untilNs} any more. */
  void hold(int group, long fromNs, long untilNs) {
    if (fromNs < untilNs) {
      taken.add(group, fromNs);
      given.add(group, untilNs);
    }
  }

  /**
   * Of those told, one that was to be held until {@code untilNs} was only held until {@code cutNs}.
   */
  void cut(int group, long cutNs, long untilNs) {
    if (cutNs < untilNs) {
      given.add(group, cutNs);
      taken.add(group, untilNs); // makes up for that it was told to be given back then
    }
  }

  /**
   * @param mergedInto for each group the one with which it is to be counted together
   * @param count how many of those there are
   */
  Peaks peaks(int[] mergedInto, int count) {
    GroupedValues.Sorted starts = taken.sorted(mergedInto, count);
    GroupedValues.Sorted ends = given.sorted(mergedInto, count);
    Peaks peaks = new Peaks(new int[count], new long[count]);
    for (int group = 0; group < count; group++) {
      int first = starts.from()[group];
      int firstEnd = ends.from()[group];
      int end = firstEnd;
      for (int start = first; start < starts.from()[group + 1]; start++) {
        long nowNs = starts.values()[start];
        while (end < ends.from()[group + 1] && ends.values()[end] <= nowNs) {
          end++;
        }
        int held = start - first + 1 - (end - firstEnd);
        if (held > peaks.most()[group]) {
          peaks.most()[group] = held;
          peaks.atNs()[group] = nowNs;
        }
      }
    }
    return peaks;
  }
}
