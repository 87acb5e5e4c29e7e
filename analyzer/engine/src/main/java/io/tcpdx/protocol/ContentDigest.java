package io.tcpdx.protocol;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The checksum (CRC-32C) of a message's content, by which the same content is known again. */
public final class ContentDigest {
  private static final int PIECE_BYTES = 4096;

  private final CRC32C sum = new CRC32C();

  /** Through which the content passes: no view of the buffer is made for each segment. */
  private byte[] piece = new byte[0];

  /** Takes the next content. */
  public void update(ByteBuffer buffer, int offset, int length) {
    int most = Math.min(length, PIECE_BYTES);
    if (piece.length < most) {
      piece = new byte[most];
    }
    for (int at = 0; at < length; at += piece.length) {
      int count = Math.min(piece.length, length - at);
      buffer.get(offset + at, piece, 0, count);
      sum.update(piece, 0, count);
    }
  }

  /** Of all content so far. */
  public long value() {
    return sum.getValue();
  }
}
