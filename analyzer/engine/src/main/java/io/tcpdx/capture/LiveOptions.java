package io.tcpdx.capture;

import org.jspecify.annotations.Nullable;

/**
 * How to capture from an interface.
 *
 * @param snapLength most bytes of a frame to keep
 * @param promiscuous whether to take frames that are for other hosts
 * @param bufferBytes the kernel's buffer for frames not yet read
 * @param immediate hand over each frame as it comes, instead of several at a time
 * @param direction which frames to take, seen from this host
 * @param filter as in pcap-filter(7), or null to take all
 */
public record LiveOptions(
    int snapLength,
    boolean promiscuous,
    int bufferBytes,
    boolean immediate,
    Direction direction,
    @Nullable String filter) {
  /**
   * The most that libpcap keeps of a frame, and what tcpdump asks for: the kernel hands over frames
   * of 64 KiB and more before they are cut into segments, and HTTP needs all of them.
   */
  public static final int SNAP_LENGTH = 256 * 1024;

  /** Holds 100 ms (the longest between two looks) of a gigabit link, and some more. */
  public static final int BUFFER_BYTES = 16 * 1024 * 1024;

  /** Which frames, seen from this host. */
  public enum Direction {
    BOTH,
    INCOMING,
    OUTGOING
  }

  /** Whole frames in both directions, several at a time, of this host only. */
  public static final LiveOptions DEFAULTS =
      new LiveOptions(SNAP_LENGTH, false, BUFFER_BYTES, false, Direction.BOTH, null);

  /** The same, with another filter. */
  public LiveOptions withFilter(@Nullable String newFilter) {
    return new LiveOptions(snapLength, promiscuous, bufferBytes, immediate, direction, newFilter);
  }
}
