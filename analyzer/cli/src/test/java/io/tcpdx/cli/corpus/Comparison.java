package io.tcpdx.cli.corpus;

import io.tcpdx.report.Report;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The report on a changed capture, held against the report on the whole one.
 *
 * @param change what was done to it
 * @param whole the capture as it was
 * @param before the report on it
 * @param changed the changed one
 * @param after the report on that
 */
record Comparison(
    Transformation change, Frames whole, Report before, Frames changed, Report after) {
  private static final Pattern NUMBER_OF_MEMBER = Pattern.compile("\\[\\d+]");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+|[0-9a-f]*:[0-9a-f:]*:[0-9a-f]*");

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final BigDecimal SAME_SHARE = new BigDecimal("0.001");
  private static final Pattern TIME_OF_DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT");

  /** Sentences name packets by their numbers. */
  private static final Pattern SENTENCE = Pattern.compile("\\.(summary|advice\\[]|title)$");

  /** What is wrong with the report on the changed capture: what, and an example of it. */
  Map<String, String> violations() {
    return switch (change.demand()) {
      case SAME -> differences(false);
      case SAME_OF_HEADERS -> {
        Map<String, String> all = differences(true);
        all.putAll(new MadeUp(before, after).violations());
        yield all;
      }
      case NOTHING_MADE_UP -> {
        Map<String, String> all = new MadeUp(before, after).violations();
        all.putAll(new Unknown(changed, before, after).violations());
        yield all;
      }
    };
  }

  private Map<String, String> differences(boolean ofHeaders) {
    long shiftNs = change.name().equals("clock") ? Transformations.CLOCK_SHIFT_NS : 0;
    Map<String, Map<String, String>> expected = new Told(before, whole, 0).things();
    Map<String, Map<String, String>> actual = new Told(after, changed, shiftNs).things();
    Set<String> things = new HashSet<>(expected.keySet());
    things.addAll(actual.keySet());
    Map<String, String> differences = new TreeMap<>();
    for (String thing : things) {
      if (ofHeaders && NeedsPayload.finding(thing)) {
        continue;
      }
      if (!expected.containsKey(thing) || !actual.containsKey(thing)) {
        String what = thing.replaceAll("^finding (\\S+) .*", "finding $1").replaceAll("@.*", "");
        String how = expected.containsKey(thing) ? " gone" : " new";
        differences.put(what + how, thing);
      } else {
        compare(thing, expected.get(thing), actual.get(thing), ofHeaders, differences);
      }
    }
    return differences;
  }

  private void compare(
      String thing,
      Map<String, String> expected,
      Map<String, String> actual,
      boolean ofHeaders,
      Map<String, String> differences) {
    Set<String> paths = new HashSet<>(expected.keySet());
    paths.addAll(actual.keySet());
    for (String path : paths) {
      String one = expected.getOrDefault(path, "nothing");
      String other = actual.getOrDefault(path, "nothing");
      String kind = NUMBER_OF_MEMBER.matcher(path).replaceAll("[]");
      boolean compared = !isExempt(kind, one) && !(ofHeaders && NeedsPayload.figure(kind));
      if (compared && !Objects.equals(one, other) && !isCopysLag(kind, one, other)) {
        differences.put(kind, thing + ": " + one + " became " + other);
      }
    }
  }

  /** A copy's own time may count where nothing but the last time that is seen matters. */
  private boolean isCopysLag(String path, String one, String other) {
    boolean numbers = NUMBER.matcher(one).matches() && NUMBER.matcher(other).matches();
    if (!change.name().equals("twice-3us") || !numbers) {
      return false;
    }
    BigDecimal apart = new BigDecimal(one).subtract(new BigDecimal(other)).abs();
    if (path.contains("share")) {
      return apart.compareTo(SAME_SHARE) <= 0;
    }
    boolean seconds = path.endsWith("Seconds");
    boolean time = seconds || path.endsWith("Ns") || path.startsWith("ledger.");
    long lag = Transformations.COPY_LAG_NS;
    return time && apart.compareTo(BigDecimal.valueOf(lag, seconds ? 9 : 0)) <= 0;
  }

  /** What may differ: it tells of the capture, or names what was changed. */
  private boolean isExempt(String path, String value) {
    return switch (change.name()) {
      case "twice", "twice-3us" ->
          path.endsWith(".captureDuplicates") || SENTENCE.matcher(path).find();
      case "clock" -> TIME_OF_DAY.matcher(value).find();
      case "renamed" -> ADDRESS.matcher(value).find();
      case "merged" -> SENTENCE.matcher(path).find();
      default -> false;
    };
  }
}
