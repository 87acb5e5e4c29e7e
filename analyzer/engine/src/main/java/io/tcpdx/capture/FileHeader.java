package io.tcpdx.capture;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Recognises a capture by its first bytes. */
final class FileHeader {
  private static final int MOST_BYTES_TOLD_BY = 64;

  private FileHeader() {}

  /**
   * The records behind the file header that {@code window} shows.
   *
   * @param formatSuffix what the summary writes behind the format's name
   * @throws CaptureException if there is no such header, saying what is there instead
   */
  static Records read(String name, String formatSuffix, ByteWindow window)
      throws CaptureException, IOException {
    String shown = Signatures.printable(name.equals("-") ? "standard input" : name);
    int at = window.index(0, 4);
    if (at == ByteWindow.ABSENT) {
      throw unreadable(shown, window, firstBytes(window));
    }
    int magic = window.buffer().getInt(at);
    if (PcapRecords.isMagic(magic)) {
      requireHeader(shown, "pcap", PcapRecords.FILE_HEADER_BYTES, window);
      return new PcapRecords(name, formatSuffix, window);
    }
    if (magic == PcapngRecords.SECTION_HEADER) {
      requireHeader(shown, "pcapng", PcapngRecords.SECTION_HEADER_BYTES, window);
      return pcapng(name, shown, formatSuffix, window);
    }
    throw unreadable(shown, window, firstBytes(window));
  }

  private static Records pcapng(String name, String shown, String formatSuffix, ByteWindow window)
      throws CaptureException, IOException {
    PcapngRecords records = new PcapngRecords(name, formatSuffix, window);
    if (!records.readFirstSectionHeader()) {
      throw new CaptureException(
          CaptureException.Reason.UNREADABLE,
          shown + " has a damaged pcapng header: " + records.tally().toSummary().problem());
    }
    return records;
  }

  private static void requireHeader(String shown, String format, int bytes, ByteWindow window)
      throws CaptureException, IOException {
    if (window.index(0, bytes) == ByteWindow.ABSENT) {
      throw new CaptureException(
          CaptureException.Reason.UNREADABLE,
          shown
              + " ends after "
              + window.end()
              + " of "
              + bytes
              + " "
              + format
              + " header bytes"
              + because(window.damage()));
    }
  }

  private static CaptureException unreadable(String shown, ByteWindow window, byte[] first) {
    String damage = window.damage();
    String message =
        first.length == 0
            ? shown + " is empty (0 bytes)" + because(damage)
            : shown + " is not a capture: " + Signatures.describe(first) + because(damage);
    return new CaptureException(CaptureException.Reason.UNREADABLE, message);
  }

  private static String because(@Nullable String damage) {
    return damage == null ? "" : "; " + damage;
  }

  private static byte[] firstBytes(ByteWindow window) throws IOException {
    byte[] bytes = new byte[MOST_BYTES_TOLD_BY];
    int count = 0;
    while (count < bytes.length) {
      int at = window.index(0, count + 1);
      if (at == ByteWindow.ABSENT) {
        break;
      }
      bytes[count] = window.buffer().get(at + count);
      count++;
    }
    return Arrays.copyOf(bytes, count);
  }
}
