package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * The options of a TCP header that matter to a diagnosis, parsed once per segment into primitives.
 * What a segment does not carry reads as -1, false, or 0 blocks.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+-------------------------------+
 * |     kind      |    length     |        length - 2 bytes       |
 * +---------------+---------------+-------------------------------+
 * </pre>
 *
 * Kinds 0 (end) and 1 (no operation) are a single byte (RFC 9293 §3.1).
 */
public final class TcpOptions {
  private static final int KIND_END = 0;
  private static final int KIND_NO_OPERATION = 1;
  private static final int KIND_MSS = 2;
  private static final int KIND_WINDOW_SCALE = 3;
  private static final int KIND_SACK_PERMITTED = 4;
  private static final int KIND_SACK = 5;
  private static final int KIND_TIMESTAMPS = 8;
  private static final int KIND_MULTIPATH = 30;
  private static final int KIND_FAST_OPEN = 34;
  private static final int KIND_EXPERIMENTAL = 254;

  private static final int LENGTH_FIELD_OFFSET = 1;
  private static final int DATA_FIELD_OFFSET = 2;

  /** Marks fast open among the experimental options (RFC 6994, RFC 7413 appendix). */
  private static final int FAST_OPEN_MAGIC = 0xf989;

  private static final int SACK_BLOCK_LENGTH = 8;
  private static final int MAX_SACK_BLOCKS = 4;

  /** NOP, NOP, timestamps of length 10: all that most segments carry. */
  private static final int ALIGNED_TIMESTAMPS = 0x0101080a;

  private static final int ALIGNED_TIMESTAMPS_LENGTH = 12;

  int mss = -1;
  int windowScale = -1;
  boolean sackPermitted;
  boolean hasTimestamps;
  int timestampValue;
  int timestampEcho;
  int sackBlockCount;
  private int sackShift;
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
    return sackLeft[index] + sackShift;
  }

  /** Right edge (one past the last sequence number) of SACK block {@code index}. */
  public int sackRight(int index) {
    return sackRight[index] + sackShift;
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

  /**
   * Reads the options of one header, forgetting those of the one before.
   *
   * @param buffer bytes in network order
   * @param offset index of the first option's first byte
   * @param captured bytes of the options that were captured
   * @param length bytes of options by the header's data offset, at least {@code captured}
   */
  void parse(ByteBuffer buffer, int offset, int captured, int length) {
    clear();
    if (captured == ALIGNED_TIMESTAMPS_LENGTH
        && length == captured
        && buffer.getInt(offset) == ALIGNED_TIMESTAMPS) {
      readTimestamps(buffer, offset + 2);
      return;
    }
    complete = captured == length;
    int at = offset;
    int end = offset + captured;
    while (at < end) {
      int kind = buffer.get(at) & 0xff;
      if (kind == KIND_END) {
        complete = true;
        return;
      }
      if (kind == KIND_NO_OPERATION) {
        at++;
        continue;
      }
      int optionLength = at + 1 < end ? buffer.get(at + LENGTH_FIELD_OFFSET) & 0xff : 0;
      if (optionLength < 2 || at + optionLength > end || !read(kind, optionLength, buffer, at)) {
        complete = false;
        return;
      }
      at += optionLength;
    }
  }

  /** Has the SACK blocks read as if a middlebox had not shifted them. */
  void renumber(int acknowledgmentShift) {
    sackShift = acknowledgmentShift;
  }

  /** Forgets what was parsed. */
  void clear() {
    mss = -1;
    windowScale = -1;
    sackPermitted = false;
    hasTimestamps = false;
    timestampValue = 0;
    timestampEcho = 0;
    sackBlockCount = 0;
    sackShift = 0;
    fastOpenCookieLength = -1;
    multipath = false;
    complete = true;
  }

  /** Reads one option whose bytes are all there; answers false where its length cannot be. */
  private boolean read(int kind, int length, ByteBuffer buffer, int at) {
    switch (kind) {
      case KIND_MSS -> {
        if (length != 4) {
          return false;
        }
        mss = buffer.getShort(at + DATA_FIELD_OFFSET) & 0xffff;
      }
      case KIND_WINDOW_SCALE -> {
        if (length != 3) {
          return false;
        }
        windowScale = buffer.get(at + DATA_FIELD_OFFSET) & 0xff;
      }
      case KIND_SACK_PERMITTED -> {
        if (length != 2) {
          return false;
        }
        sackPermitted = true;
      }
      case KIND_SACK -> {
        return readSack(length, buffer, at);
      }
      case KIND_TIMESTAMPS -> {
        if (length != 10) {
          return false;
        }
        readTimestamps(buffer, at);
      }
      case KIND_MULTIPATH -> multipath = true;
      case KIND_FAST_OPEN -> fastOpenCookieLength = length - 2;
      case KIND_EXPERIMENTAL -> readExperimental(length, buffer, at);
      default -> {
        // An option without a bearing on a diagnosis is skipped by its length.
      }
    }
    return true;
  }

  private boolean readSack(int length, ByteBuffer buffer, int at) {
    int blocks = (length - 2) / SACK_BLOCK_LENGTH;
    if (blocks == 0 || blocks > MAX_SACK_BLOCKS || length != 2 + blocks * SACK_BLOCK_LENGTH) {
      return false;
    }
    sackBlockCount = blocks;
    int block = at + DATA_FIELD_OFFSET;
    for (int i = 0; i < blocks; i++) {
      sackLeft[i] = buffer.getInt(block);
      sackRight[i] = buffer.getInt(block + 4);
      block += SACK_BLOCK_LENGTH;
    }
    return true;
  }

  private void readTimestamps(ByteBuffer buffer, int at) {
    hasTimestamps = true;
    timestampValue = buffer.getInt(at + DATA_FIELD_OFFSET);
    timestampEcho = buffer.getInt(at + DATA_FIELD_OFFSET + 4);
  }

  private void readExperimental(int length, ByteBuffer buffer, int at) {
    if (length >= 4 && (buffer.getShort(at + DATA_FIELD_OFFSET) & 0xffff) == FAST_OPEN_MAGIC) {
      fastOpenCookieLength = length - 4;
    }
  }
}
