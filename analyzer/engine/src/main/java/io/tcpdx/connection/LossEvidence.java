package io.tcpdx.connection;

/**
 * What a sender could know of losses, by the ACKs that had reached it: how many duplicates there
 * were, when something was acknowledged last, and how late a segment was sent that did arrive (RFC
 * 8985 §6.2). Keeps the latest ACKs, so that what a sender far away knew can be told.
 */
final class LossEvidence {
  private static final int REMEMBERED = 64;
  private static final int STRIDE = 4;
  private static final int ACK = 0;
  private static final int ADVANCE = 1;
  private static final int DELIVERED_SENT = 2;
  private static final int DUPLICATES = 3;

  private final long[] ring = new long[REMEMBERED * STRIDE];
  private int count;
  private int found = -1;

  /**
   * An ACK passed the capture point.
   *
   * @param advances whether it acknowledges more
   * @param duplicate whether it is a duplicate ACK
   * @param deliveredSentNs when the latest sent of the segments was sent that it newly shows to
   *     have arrived, or {@link AckRound#NEVER}
   */
  void onAck(long timeNs, boolean advances, boolean duplicate, long deliveredSentNs) {
    int last = count == 0 ? -1 : slot(count - 1);
    int at = slot(count++);
    long advanceBefore = last < 0 ? AckRound.NEVER : ring[last + ADVANCE];
    long sentBefore = last < 0 ? AckRound.NEVER : ring[last + DELIVERED_SENT];
    long duplicatesBefore = last < 0 || advances ? 0 : ring[last + DUPLICATES];
    ring[at + ACK] = timeNs;
    ring[at + ADVANCE] = advances ? timeNs : advanceBefore;
    ring[at + DELIVERED_SENT] = Math.max(sentBefore, deliveredSentNs);
    ring[at + DUPLICATES] = duplicatesBefore + (duplicate ? 1 : 0);
  }

  /** Looks at what was known by the ACKs that had passed the capture point by then. */
  void lookAt(long timeNs) {
    found = -1;
    for (int i = count - 1; i >= 0 && i >= count - REMEMBERED; i--) {
      if (ring[slot(i) + ACK] <= timeNs) {
        found = slot(i);
        return;
      }
    }
  }

  /** When the latest ACK passed, or {@link AckRound#NEVER}. */
  long ackNs() {
    return found < 0 ? AckRound.NEVER : ring[found + ACK];
  }

  /** When the latest ACK passed that acknowledged more. */
  long advanceNs() {
    return found < 0 ? AckRound.NEVER : ring[found + ADVANCE];
  }

  /** When the latest sent of the segments known to have arrived was sent. */
  long deliveredSentNs() {
    return found < 0 ? AckRound.NEVER : ring[found + DELIVERED_SENT];
  }

  /** Duplicate ACKs since something was acknowledged last. */
  long duplicates() {
    return found < 0 ? 0 : ring[found + DUPLICATES];
  }

  private static int slot(int index) {
    return (index & (REMEMBERED - 1)) * STRIDE;
  }
}
