package io.tcpdx.lab.link;

/**
 * What a fault does to one segment.
 *
 * @param extraDelayNs added before the middle of the link, so that later segments overtake
 * @param copies how often the segment travels on; 2 is a duplication
 * @param copyDelayNs by which each copy comes after the one before it
 * @param reset whether the middle answers with a RST to the sender
 */
public record Verdict(Fate fate, long extraDelayNs, int copies, long copyDelayNs, boolean reset) {

  /** Where a segment ends. */
  public enum Fate {
    /** It arrives. */
    PASS,
    /** Lost between the sender and the middle of the link: a capture there does not see it. */
    LOST_BEFORE_MIDDLE,
    /** Lost between the middle and the receiver: a capture in the middle sees it. */
    LOST_AFTER_MIDDLE
  }

  public static final Verdict PASS = new Verdict(Fate.PASS, 0, 1, 0, false);
  public static final Verdict LOST_BEFORE_MIDDLE =
      new Verdict(Fate.LOST_BEFORE_MIDDLE, 0, 1, 0, false);
  public static final Verdict LOST_AFTER_MIDDLE =
      new Verdict(Fate.LOST_AFTER_MIDDLE, 0, 1, 0, false);

  /** Swallowed in the middle and answered with a RST. */
  public static final Verdict RESET = new Verdict(Fate.LOST_AFTER_MIDDLE, 0, 1, 0, true);

  public static Verdict delayed(long extraDelayNs) {
    return new Verdict(Fate.PASS, extraDelayNs, 1, 0, false);
  }

  public static Verdict duplicated() {
    return duplicated(0);
  }

  /** The same bytes once more, that much later. */
  public static Verdict duplicated(long copyDelayNs) {
    return new Verdict(Fate.PASS, 0, 2, copyDelayNs, false);
  }
}
