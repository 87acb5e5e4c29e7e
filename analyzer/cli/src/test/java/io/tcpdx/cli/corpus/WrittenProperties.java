package io.tcpdx.cli.corpus;

import io.tcpdx.cli.json.JsonReport;
import io.tcpdx.cli.json.ReportSchema;
import io.tcpdx.cli.text.Palette;
import io.tcpdx.cli.text.TextOptions;
import io.tcpdx.cli.text.TextReport;
import io.tcpdx.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What holds of every report that is written down. */
final class WrittenProperties {
  private static final Pattern PERCENT = Pattern.compile("(\\d[\\d,.]*) ?%");
  private static final BigDecimal ALL = BigDecimal.valueOf(100);

  private WrittenProperties() {}

  /** What does not hold: the property, and an example. */
  static Map<String, String> violations(Report report) throws IOException {
    Map<String, String> violations = new TreeMap<>();
    StringBuilder text = new StringBuilder();
    TextOptions options =
        new TextOptions(TextOptions.DEFAULT_TOP, true, Palette.PLAIN, StandardCharsets.UTF_8);
    new TextReport(options).write(report, text);
    text.toString()
        .lines()
        .filter(WrittenProperties::exceedsAll)
        .forEach(line -> violations.put("no more than 100 %", line.strip()));
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    new JsonReport("test").write(report, json);
    try {
      ReportSchema.assertReport(json.toString(StandardCharsets.UTF_8));
    } catch (AssertionError e) {
      violations.put("JSON as its schema says", e.getMessage().replaceAll("\\s+", " "));
    }
    return violations;
  }

  private static boolean exceedsAll(String line) {
    Matcher percent = PERCENT.matcher(line);
    while (percent.find()) {
      if (new BigDecimal(percent.group(1).replace(",", "")).compareTo(ALL) > 0) {
        return true;
      }
    }
    return false;
  }
}
