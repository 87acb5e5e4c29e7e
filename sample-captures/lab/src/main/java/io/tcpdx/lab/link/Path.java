package io.tcpdx.lab.link;

/**
 * One direction of the link.
 *
 * @param oneWayDelayNs propagation delay
 * @param rateBitsPerSecond of the bottleneck at the sender's end; 0 is unlimited
 * @param queueBytes what may wait before the bottleneck; more is dropped (tail drop)
 */
public record Path(long oneWayDelayNs, long rateBitsPerSecond, int queueBytes) {

  public static Path delay(double milliseconds) {
    return new Path((long) (milliseconds * 1e6), 0, 0);
  }
}
