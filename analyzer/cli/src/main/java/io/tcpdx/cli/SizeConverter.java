package io.tcpdx.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes of memory on the command line, {@code 4096}, {@code 64k}, {@code 2M}, as bytes. */
final class SizeConverter implements ITypeConverter<Integer> {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,10}) ?(|b|k|kb|kib|m|mb|mib|g|gb|gib)");

  @Override
  public Integer convert(String value) {
    Matcher matcher = FORM.matcher(value.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'" + value + "' is no size; write it in bytes, or like 64k or 2M");
    }
    String unit = matcher.group(2);
    int shift =
        unit.startsWith("k") ? 10 : unit.startsWith("m") ? 20 : unit.startsWith("g") ? 30 : 0;
    long bytes = Long.parseLong(matcher.group(1)) << shift;
    if (bytes > Integer.MAX_VALUE) {
      throw new TypeConversionException("'" + value + "' is too large; the most is 2047M");
    }
    return (int) bytes;
  }
}
