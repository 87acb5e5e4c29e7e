package io.tcpdx.capture;

/** The words for what is wrong with a capture's records; one line each. */
final class Damage {
  private Damage() {}

  /** The capture ends inside {@code what}, which starts at {@code position}. */
  static String cut(ByteWindow window, String what, long position, long wantedBytes) {
    long present = Math.max(0, window.end() - position);
    String cause = window.damage();
    return (cause == null ? "the capture ends" : cause + ": it ends")
        + " "
        + present
        + " bytes into "
        + what
        + " ("
        + wantedBytes
        + " bytes, from byte "
        + position
        + ")";
  }

  /** A packet claims to be longer than any can be. */
  static String tooLong(long number, long position, int captured, int most) {
    return "packet "
        + number
        + " at byte "
        + position
        + " claims "
        + Integer.toUnsignedString(captured)
        + " captured bytes, more than the "
        + most
        + " that one can have: the capture is damaged from there on";
  }

  /** A packet of no bytes in 1970: what a crash, or a full disk, leaves where data was to come. */
  static String zeros(long number, long position) {
    return "there are only zeros where packet "
        + number
        + " should start, at byte "
        + position
        + ": the capture was not written to its end";
  }

  /** A pcapng block is damaged. */
  static String block(String what, long position) {
    return "the block at byte " + position + " " + what + ": the capture is damaged from there on";
  }

  /**
   * The length on the wire that a record tells, unsigned, made sound: some programs write less than
   * they captured.
   */
  static int originalLength(int field, int captured) {
    return field < 0 ? Integer.MAX_VALUE : Math.max(field, captured);
  }
}
