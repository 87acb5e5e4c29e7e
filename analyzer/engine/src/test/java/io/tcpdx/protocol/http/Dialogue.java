package io.tcpdx.protocol.http;

import io.tcpdx.connection.Direction;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.ProtocolOptions;
import io.tcpdx.protocol.Transaction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What two sides say, given to a reader piece by piece; each piece comes a millisecond later. */
final class Dialogue {
  static final long MS = 1_000_000;

  private final List<Piece> pieces = new ArrayList<>();
  private boolean fromStart = true;
  private ProtocolOptions options = ProtocolOptions.DEFAULT;

  private record Piece(Direction direction, ByteBuffer bytes, long gap, StreamEnd end) {}

  Dialogue client(String text) {
    return add(Direction.CLIENT_TO_SERVER, text);
  }

  Dialogue server(String text) {
    return add(Direction.SERVER_TO_CLIENT, text);
  }

  private Dialogue add(Direction direction, String text) {
    byte[] bytes = text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    pieces.add(new Piece(direction, ByteBuffer.wrap(bytes), 0, null));
    return this;
  }

  Dialogue clientGap(long length) {
    pieces.add(new Piece(Direction.CLIENT_TO_SERVER, null, length, null));
    return this;
  }

  Dialogue serverGap(long length) {
    pieces.add(new Piece(Direction.SERVER_TO_CLIENT, null, length, null));
    return this;
  }

  /** Both directions end so. */
  Dialogue end(StreamEnd end) {
    pieces.add(new Piece(Direction.SERVER_TO_CLIENT, null, 0, end));
    pieces.add(new Piece(Direction.CLIENT_TO_SERVER, null, 0, end));
    return this;
  }

  Dialogue fromTheMiddle() {
    fromStart = false;
    return this;
  }

  Dialogue keepingAllFields() {
    options = new ProtocolOptions(java.util.Set.of(), true);
    return this;
  }

  Conversation read() {
    return read(Integer.MAX_VALUE);
  }

  /** The same with every piece handed over in parts of at most that many bytes. */
  Conversation read(int partLength) {
    HttpReader reader = new HttpReader(new Heads(options.keepAllFields()), fromStart, name -> null);
    long packet = 0;
    for (Piece piece : pieces) {
      packet++;
      if (piece.end() != null) {
        reader.onEnd(piece.direction(), piece.end());
      } else if (piece.gap() > 0) {
        reader.onGap(piece.direction(), piece.gap());
      } else {
        hand(piece, partLength, packet, reader);
      }
    }
    return reader.conversation();
  }

  private static void hand(Piece piece, int partLength, long packet, HttpReader reader) {
    ByteBuffer buffer = piece.bytes();
    int end = buffer.capacity();
    for (int at = 0; at < end; at += Math.min(partLength, end)) {
      int length = Math.min(partLength, end - at);
      reader.onBytes(piece.direction(), buffer, at, length, packet * MS, packet);
    }
  }

  Transaction only() {
    List<Transaction> all = read().transactions();
    if (all.size() != 1) {
      throw new AssertionError("not one transaction: " + all);
    }
    return all.get(0);
  }
}
