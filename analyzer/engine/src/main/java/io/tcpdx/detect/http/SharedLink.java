package io.tcpdx.detect.http;

import org.jspecify.annotations.Nullable;

/**
 * Whether parallel connections took from each other what each of them gained: whether all together
 * were as fast when they were many as when they were few.
 */
final class SharedLink {
  /** Shorter answers are over before their rate means anything. */
  static final long MIN_BYTES = 50_000;

  /** Answers looked at; of more, the later ones are left out. */
  private static final int MAX_TRANSFERS = 2_000;

  /** A comparison needs that many answers of either kind. */
  private static final int MIN_TRANSFERS = 2;

  /** Many are at least this many times the few with which they are compared. */
  private static final double MANY_TO_FEW = 2;

  /** All together were hardly faster: by less than this. */
  private static final double HARDLY_FASTER = 1.3;

  /** Of the connections with long answers, so many lost segments where a queue overflowed. */
  private static final double LOSING_SHARE = 0.5;

  private final Spans transfers = new Spans();
  private int carriers;
  private int losing;

  /** An answer: when its bytes passed, and how many. */
  void transfer(long fromNs, long untilNs, long bytes) {
    if (bytes >= MIN_BYTES && untilNs > fromNs && transfers.size() < MAX_TRANSFERS) {
      transfers.add(fromNs, untilNs, bytes);
    }
  }

  /** A connection that carried long answers. */
  void carrier(boolean lost) {
    carriers++;
    losing += lost ? 1 : 0;
  }

  /** Null where the capture does not tell. */
  @Nullable Boolean competed() {
    Boolean byRate = byRate();
    if (byRate != null) {
      return byRate;
    }
    boolean lossy = carriers >= MIN_TRANSFERS && losing >= LOSING_SHARE * carriers;
    return lossy ? (Boolean) true : null;
  }

  /**
   * Compares answers that had the link with few others to those that had it with many: on a full
   * link, rate times number stays the same; else the rate does.
   */
  private @Nullable Boolean byRate() {
    int size = transfers.size();
    double[] company = new double[size];
    double most = 0;
    for (int i = 0; i < size; i++) {
      company[i] = transfers.company(i);
      most = Math.max(most, company[i]);
    }
    double manyFrom = most / Math.sqrt(MANY_TO_FEW);
    double fewUpTo = manyFrom / MANY_TO_FEW;
    double few = 0;
    double many = 0;
    int fewCount = 0;
    int manyCount = 0;
    for (int i = 0; i < size; i++) {
      double together = company[i] * transfers.amount(i) / transfers.lengthNs(i);
      if (company[i] >= manyFrom) {
        many += together;
        manyCount++;
      } else if (company[i] <= fewUpTo) {
        few += together;
        fewCount++;
      }
    }
    if (fewCount < MIN_TRANSFERS || manyCount < MIN_TRANSFERS) {
      return null;
    }
    return many / manyCount < HARDLY_FASTER * few / fewCount;
  }
}
