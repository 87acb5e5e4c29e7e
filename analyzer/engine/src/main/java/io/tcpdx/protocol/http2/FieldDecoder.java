package io.tcpdx.protocol.http2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http2.hpack.HPackDecoder;
import org.apache.hc.core5.http2.hpack.HPackException;

/**
 * Decompresses the field blocks of one direction (RFC 7541).
 *
 * <p>The dynamic table numbers its entries from the newest. So a table that lacks the oldest ones,
 * because the capture began later or lacks bytes, never gives a wrong field: it gives none where
 * one of those is meant. For the same reason it may be larger than the peers' own: what they have
 * evicted they do not mean any more.
 */
final class FieldDecoder {
  /** What the table may hold before SETTINGS and a size update allow more (RFC 9113 §6.5.2). */
  private static final int INITIAL_TABLE_BYTES = 4096;

  /** Browsers offer 64 KiB, all others less. A larger table loses its oldest entries. */
  private static final int MAX_TABLE_BYTES = 1 << 16;

  private final boolean keepAll;
  private HPackDecoder decoder;

  /**
   * @param keepAll whether to keep all fields
   * @param fromStart whether the first field block is to come
   */
  FieldDecoder(boolean keepAll, boolean fromStart) {
    this.keepAll = keepAll;
    this.decoder = table(fromStart ? INITIAL_TABLE_BYTES : MAX_TABLE_BYTES);
  }

  private static HPackDecoder table(int bytes) {
    HPackDecoder table = new HPackDecoder(bytes, StandardCharsets.ISO_8859_1);
    table.setMaxTableSize(MAX_TABLE_BYTES);
    return table;
  }

  /** A field block was not decompressed: forgets all that came before it. */
  void restart() {
    decoder = table(MAX_TABLE_BYTES);
  }

  /** Decompresses a field block as far as it can be. */
  Head decode(ByteBuffer block) {
    HeadBuilder head = new HeadBuilder(keepAll);
    try {
      while (block.hasRemaining()) {
        decodeField(block, head);
      }
    } catch (HPackException | RuntimeException malformed) {
      // It refers to what is not in the table, or is no HPACK. What it would have added is unknown.
      restart();
    }
    return head.head();
  }

  private void decodeField(ByteBuffer block, HeadBuilder head) throws HPackException {
    boolean indexed = block.get(block.position()) < 0;
    try {
      Header field = decoder.decodeHeader(block);
      if (field != null) {
        head.add(field.getName(), field.getValue() == null ? "" : field.getValue());
      }
    } catch (IllegalArgumentException notInTable) {
      if (!indexed) {
        throw notInTable;
      }
      // An indexed field (RFC 7541 §6.1) is a number alone, which has been read: go on behind it.
    }
  }
}
