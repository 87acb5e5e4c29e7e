package io.tcpdx.capture;

import org.jspecify.annotations.Nullable;

/** How long a frame may claim to be before its record is taken for damage; libpcap's own limits. */
final class CaptureLimits {
  private static final int MOST = 256 * 1024;
  private static final int MOST_EBHSCR = 8 * 1024 * 1024;
  private static final int MOST_USB_AND_DBUS = 128 * 1024 * 1024;

  private CaptureLimits() {}

  /** The most bytes that a frame of this LINKTYPE_ can hold. */
  static int capturedBytes(int linkType) {
    return switch (linkType) {
      case 189, 220, 249 /* USB */, 231 /* D-Bus */ -> MOST_USB_AND_DBUS;
      case 279 -> MOST_EBHSCR;
      default -> MOST;
    };
  }

  /** A snap length field: null where it says that there is no limit. */
  static @Nullable Integer snapLength(int field) {
    return field > 0 ? field : null;
  }
}
