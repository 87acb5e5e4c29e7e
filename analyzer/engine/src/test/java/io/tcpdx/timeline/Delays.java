package io.tcpdx.timeline;

/**
 * How long segments travel over the whole path.
 *
 * @param toServerNs from client to server, in nanoseconds
 * @param toClientNs from server to client, in nanoseconds
 */
record Delays(long toServerNs, long toClientNs) {
  static final Delays NONE = new Delays(0, 0);
}
