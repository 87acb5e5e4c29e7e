package io.tcpdx.capture;

import java.util.Locale;

/**
 * Numbers of link types: LINKTYPE_ values stand in files, DLT_ values in libpcap's functions; the
 * two differ where systems gave the same kind of link different numbers.
 */
final class DataLinks {
  private static final int LINKTYPE_RAW = 101;
  private static final int DLT_RAW = 12;
  private static final int DLT_RAW_OPENBSD = 14;

  private DataLinks() {}

  /** The LINKTYPE_ value of a DLT_ value; also where a program wrote the latter into a file. */
  static int linkType(int dataLinkType) {
    return switch (dataLinkType) {
      case DLT_RAW, DLT_RAW_OPENBSD -> LINKTYPE_RAW;
      case 11 -> 100; // ATM, RFC 1483
      case 15 -> 102; // SLIP of BSD/OS
      case 16 -> 103; // PPP of BSD/OS
      case 19 -> 106; // ATM, classical IP
      default -> dataLinkType;
    };
  }

  /** What this system's libpcap calls a LINKTYPE_ value. */
  static int dataLinkType(int linkType) {
    return switch (linkType) {
      case LINKTYPE_RAW -> isOpenBsd() ? DLT_RAW_OPENBSD : DLT_RAW;
      case 100 -> 11;
      case 102 -> 15;
      case 103 -> 16;
      case 106 -> 19;
      default -> linkType;
    };
  }

  private static boolean isOpenBsd() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("openbsd");
  }
}
