package io.tcpdx.cli.corpus;

import java.nio.ByteBuffer;

/**
 * A frame as captured, with bytes of its own.
 *
 * @param number of the frame in the capture that it comes from, from 1; 0 where it comes from
 *     another one
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Seen(byte[] bytes, int originalLength, long timeNs, int linkType, long number) {
  Seen at(long otherNs) {
    return new Seen(bytes, originalLength, otherNs, linkType, number);
  }

  /** With other bytes, of which the capture cut as many off as before. */
  Seen with(byte[] other) {
    return with(other, linkType);
  }

  Seen with(byte[] other, int otherLink) {
    int cutOff = originalLength - bytes.length;
    return new Seen(other, other.length + cutOff, timeNs, otherLink, number);
  }

  Seen cutTo(int length) {
    if (length >= bytes.length) {
      return this;
    }
    byte[] start = java.util.Arrays.copyOf(bytes, length);
    return new Seen(start, originalLength, timeNs, linkType, number);
  }

  /** Of another capture. */
  Seen foreign() {
    return new Seen(bytes, originalLength, timeNs, linkType, 0);
  }

  ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes);
  }
}
