package io.tcpdx.lab.link;

/**
 * What the link did to the segments with payload of one direction, counted as it happened. A
 * super-segment counts once.
 *
 * @param lost taken by a fault or dropped at a full queue
 * @param duplicated copies that arrived in addition
 * @param reordered arrived behind one that had entered the link after them
 */
public record LinkTally(long lost, long duplicated, long reordered) {}
