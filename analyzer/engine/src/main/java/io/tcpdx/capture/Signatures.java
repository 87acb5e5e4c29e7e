package io.tcpdx.capture;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Says what a file is that is not a pcap or pcapng capture, and what can be done. */
final class Signatures {
  private static final int BYTES_SHOWN = 16;
  private static final String CONVERT = "convert it: editcap -F pcapng IN OUT";

  /** A beginning of a file: in ISO 8859-1, what it means, and the advice. */
  private record Signature(String start, String meaning, String advice) {}

  private static final List<Signature> KNOWN =
      List.of(
          new Signature("snoop\0\0\0", "a snoop capture", CONVERT),
          new Signature("GMBU", "a Microsoft Network Monitor capture", CONVERT),
          new Signature("RTSS", "a Microsoft Network Monitor 1 capture", CONVERT),
          new Signature("TRSNIFF data", "a Network General Sniffer capture", CONVERT),
          new Signature("XCP\0", "a NetXRay or Sniffer capture", CONVERT),
          new Signature("iptrace ", "an AIX iptrace capture", CONVERT),
          new Signature("\u007fver", "an OmniPeek capture", CONVERT),
          new Signature("ObserverPktBuffe", "a Network Instruments Observer capture", CONVERT),
          new Signature("\u001f\u008b", "packed with gzip", "unpack it: gzip -d"),
          new Signature("(\u00b5/\u00fd", "packed with Zstandard", "unpack it: zstd -d"),
          new Signature("\u00fd7zXZ\0", "packed with xz", "unpack it: xz -d"),
          new Signature("BZh", "packed with bzip2", "unpack it: bzip2 -d"),
          new Signature("\u0004\"M\u0018", "packed with LZ4", "unpack it: lz4 -d"),
          new Signature("PK\u0003\u0004", "a ZIP archive", "unpack it first"),
          new Signature("7z\u00bc\u00af", "a 7-Zip archive", "unpack it first"),
          new Signature("\u007fELF", "an ELF program", ""));

  private Signatures() {}

  /**
   * What begins with these bytes; one line without control characters.
   *
   * @param first one byte at least
   */
  static String describe(byte[] first) {
    String text = new String(first, StandardCharsets.ISO_8859_1);
    String meaning = meaning(text);
    int shown = Math.min(first.length, BYTES_SHOWN);
    return meaning + "it begins with " + HexFormat.ofDelimiter(" ").formatHex(first, 0, shown);
  }

  private static String meaning(String text) {
    for (Signature known : KNOWN) {
      if (text.startsWith(known.start)) {
        return "it is "
            + known.meaning
            + (known.advice.isEmpty() ? "" : " (" + known.advice + ")")
            + ", ";
      }
    }
    String lower = text.stripLeading().toLowerCase(Locale.ROOT);
    if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
      return "it is an HTML page, ";
    }
    if (text.startsWith("HTTP/1.")) {
      return "it is an HTTP response, ";
    }
    return isText(text) ? "it is text, " : "";
  }

  private static boolean isText(String text) {
    return text.chars()
        .allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\n' || c == '\r' || c == '\t');
  }

  /** A name for a message: control characters become question marks. */
  static String printable(String name) {
    return name.replaceAll("\\p{Cntrl}", "?");
  }
}
