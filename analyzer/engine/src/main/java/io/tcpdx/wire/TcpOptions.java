package io.tcpdx.wire;

/**
 * The options of a TCP header that matter to a diagnosis, parsed once per segment into primitives.
 * What a segment does not carry reads as -1, false, or 0 blocks.
 */
public final class TcpOptions {
  int mss = -1;
  int windowScale = -1;
  boolean sackPermitted;
  boolean hasTimestamps;
  int timestampValue;
  int timestampEcho;
  int sackBlockCount;
  final int[] sackLeft = new int[4];
  final int[] sackRight = new int[4];
  int fastOpenCookieLength = -1;
  boolean multipath;
  boolean complete = true;

  /** Maximum segment size in bytes (RFC 9293 §3.7.1), or -1. */
  public int mss() {
    return mss;
  }

  /** Window scale shift as sent (RFC 7323 §2), or -1; above 14 the receiver uses 14. */
  public int windowScale() {
    return windowScale;
  }

  /** Whether SACK-permitted (RFC 2018 §2) is present. */
  public boolean sackPermitted() {
    return sackPermitted;
  }

  /** Whether the timestamps option (RFC 7323 §3) is present. */
  public boolean hasTimestamps() {
    return hasTimestamps;
  }

  /** TSval: the sender's clock, in its own unit. */
  public int timestampValue() {
    return timestampValue;
  }

  /** TSecr: the clock of the peer that is echoed. */
  public int timestampEcho() {
    return timestampEcho;
  }

  /** Number of SACK blocks, 0 to 4. */
  public int sackBlockCount() {
    return sackBlockCount;
  }

  /** Left edge (first sequence number) of SACK block {@code index}. */
  public int sackLeft(int index) {
    return sackLeft[index];
  }

  /** Right edge (one past the last sequence number) of SACK block {@code index}. */
  public int sackRight(int index) {
    return sackRight[index];
  }

  /** Length of the fast open cookie in bytes (RFC 7413; 0 is a cookie request), or -1. */
  public int fastOpenCookieLength() {
    return fastOpenCookieLength;
  }

  /** Whether a multipath TCP option (RFC 8684) is present. */
  public boolean multipath() {
    return multipath;
  }

  /** Whether all options were captured and well-formed; where not, what was readable is here. */
  public boolean complete() {
    return complete;
  }
}
