package io.tcpdx.connection;

/** Whether a packet is seen for the first time. */
enum Sight {
  FIRST,

  /** A further sight of what was seen before. */
  AGAIN,

  /** A larger segment whose first bytes were seen before: pieces that a receiver put together. */
  PARTLY_AGAIN,

  /** A further sight of what belongs to the connection that had the 4-tuple before. */
  OF_PREVIOUS,

  /** Of no place that is known as yet; what it is, a further sight may tell. */
  UNPLACED
}
