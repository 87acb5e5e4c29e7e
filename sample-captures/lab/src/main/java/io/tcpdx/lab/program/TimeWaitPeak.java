package io.tcpdx.lab.program;

import java.util.Map;

/**
 * How many sockets of one side were in TIME_WAIT at once.
 *
 * @param sockets the most, whatever they led to
 * @param monotonicNs when that was first so
 * @param byPort the most toward each of the server's ports
 * @param atEnd how many when all was over
 */
public record TimeWaitPeak(int sockets, long monotonicNs, Map<Integer, Integer> byPort, int atEnd) {

  public TimeWaitPeak {
    byPort = Map.copyOf(byPort);
  }
}
