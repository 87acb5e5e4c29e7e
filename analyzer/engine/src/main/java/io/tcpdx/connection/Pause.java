package io.tcpdx.connection;

/**
 * The time between two acts of a connection, by whichever side, and what the second one had waited
 * for as far as its sender's state shows it. The pauses of a connection follow each other without a
 * gap from its first segment to its last. Valid during the call that hands it out.
 */
public final class Pause {
  long startNs;
  long endNs;
  long startPacket;
  long endPacket;
  Direction before = Direction.CLIENT_TO_SERVER;
  Direction after = Direction.CLIENT_TO_SERVER;
  Act beforeAct = Act.NONE;
  Act afterAct = Act.NONE;
  boolean endingSeen;
  SendLimit limit = SendLimit.UNKNOWN;
  boolean slowStart;
  long flightBytes;
  long ackedNs;
  long windowClosedNs;
  long windowReopenedNs;
  boolean probed;

  void begin(long timeNs, long packet) {
    startNs = timeNs;
    endNs = timeNs;
    startPacket = packet;
    endPacket = packet;
    limit = SendLimit.UNKNOWN;
    slowStart = false;
    flightBytes = 0;
    ackedNs = AckRound.NEVER;
    windowClosedNs = AckRound.NEVER;
    windowReopenedNs = AckRound.NEVER;
    probed = false;
  }

  /**
   * When it began: when the act before it passed, or the end of the pause before where time stamps
   * go backward; nanoseconds since the epoch.
   */
  public long startNs() {
    return startNs;
  }

  /** When it ended; never before it began. */
  public long endNs() {
    return endNs;
  }

  /** How long it was, in nanoseconds. */
  public long durationNs() {
    return endNs - startNs;
  }

  /** Number of the packet that it follows, or of the connection's first. */
  public long startPacket() {
    return startPacket;
  }

  /** Number of the packet that ends it. */
  public long endPacket() {
    return endPacket;
  }

  /** Which way the act before it went; means nothing where that is {@link Act#NONE}. */
  public Direction before() {
    return before;
  }

  /** Which way the act that ends it went; means nothing where that is {@link Act#END}. */
  public Direction after() {
    return after;
  }

  /** The act that it follows. */
  public Act beforeAct() {
    return beforeAct;
  }

  /** The act that ends it. */
  public Act afterAct() {
    return afterAct;
  }

  /** Whether a FIN or a reset had passed when it began. */
  public boolean endingSeen() {
    return endingSeen;
  }

  /** Whether the same side acts before and after, with payload both times. */
  public boolean sameSender() {
    return before == after
        && (beforeAct == Act.DATA || beforeAct == Act.DATA_AGAIN)
        && afterAct == Act.DATA;
  }

  /** What kept the sender back; only where {@link #sameSender}. */
  public SendLimit limit() {
    return limit;
  }

  /** Whether the sender of what ends it was in slow start; only where {@link #sameSender}. */
  public boolean slowStart() {
    return slowStart;
  }

  /** Bytes of the act's sender in flight when the pause began, as that sender saw it. */
  public long flightBytes() {
    return flightBytes;
  }

  /**
   * When all that the sender of the act before had sent was acknowledged by bare ACKs, or {@link
   * Long#MIN_VALUE} where that did not happen within the pause.
   */
  public long ackedNs() {
    return ackedNs;
  }

  /**
   * Whether the pause ended with the window toward its sender shut, and that one had probed it: it
   * had more to send.
   */
  public boolean endedShut() {
    return probed && windowClosedNs > windowReopenedNs;
  }

  /**
   * Since when within the pause the window toward the sender was closed; only where the limit is
   * {@code ZERO_WINDOW}, or where it {@link #endedShut}.
   */
  public long windowClosedNs() {
    return windowClosedNs;
  }

  /** When it opened again; only where the limit is {@code ZERO_WINDOW}. */
  public long windowReopenedNs() {
    return windowReopenedNs;
  }
}
