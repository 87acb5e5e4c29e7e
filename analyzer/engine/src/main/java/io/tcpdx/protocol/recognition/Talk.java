package io.tcpdx.protocol.recognition;

import io.tcpdx.connection.Direction;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.Application;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.ProtocolReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said on one connection, of which it is not known yet what it speaks: keeps the first
 * bytes until that is clear, then hands all to the reader of that protocol.
 */
final class Talk {
  /** First bytes kept of one direction while it is not clear: no signature needs more. */
  static final int MAX_UNDECIDED_BYTES = 64;

  /**
   * First bytes kept of a client that says nothing known, until its server has spoken: a server of
   * HTTP answers malformed requests too. Most heads are shorter.
   */
  private static final int MAX_UNLIKE_BYTES = 2048;

  /** In the middle of a connection, pieces that are looked at for the beginning of a message. */
  private static final int MAX_PIECES_WITHIN = 64;

  private final Readers readers;
  private final boolean forced;
  private final List<Piece> undecided = new ArrayList<>();
  private final int[] undecidedBytes = new int[2];
  private final boolean[] unlike = new boolean[2];
  private boolean fromStart;
  private int piecesSeen;
  private @Nullable ProtocolReader reader;
  private boolean given;

  /** Makes the readers. */
  interface Readers {
    /**
     * The reader of a protocol, or null where there is none.
     *
     * @param fromStart whether it will be given the connection's first byte
     */
    @Nullable ProtocolReader reader(Application application, boolean fromStart);
  }

  /** Bytes or an end that waits for a reader. */
  private record Piece(
      Direction direction,
      @Nullable ByteBuffer bytes,
      @Nullable StreamEnd end,
      long timeNs,
      long packet) {}

  /**
   * @param readers makes the reader of a protocol
   * @param fromStart whether the connection's first byte was captured
   * @param forced whether it is HTTP whatever it looks like
   */
  Talk(Readers readers, boolean fromStart, boolean forced) {
    this.readers = readers;
    this.fromStart = fromStart;
    this.forced = forced;
  }

  /** Whether what is said is of no interest: nobody can read it. */
  boolean givenUp() {
    return given && reader == null;
  }

  void onBytes(
      Direction direction, ByteBuffer buffer, int offset, int length, long timeNs, long packet) {
    ProtocolReader known = reader;
    if (known != null) {
      known.onBytes(direction, buffer, offset, length, timeNs, packet);
    } else if (!given) {
      look(direction, buffer, offset, length, timeNs, packet);
    }
  }

  private void look(
      Direction direction, ByteBuffer buffer, int offset, int length, long timeNs, long packet) {
    if (unlike[direction.index()] && fromStart) {
      keepUnlike(direction, buffer, offset, length, timeNs, packet);
      return;
    }
    int had = undecidedBytes[direction.index()];
    ByteBuffer first = buffer;
    int at = offset;
    int seen = length;
    if (had > 0) {
      first = firstBytes(direction, had, buffer, offset, length);
      at = 0;
      seen = first.capacity();
    }
    Application application =
        forced ? Application.HTTP : Recogniser.recognise(direction, fromStart, first, at, seen);
    if (answersUnlike(direction) && application != null && application != Application.HTTP) {
      reject(direction);
    } else if (application == null && had + length < MAX_UNDECIDED_BYTES) {
      keep(direction, buffer, offset, length, timeNs, packet);
    } else if (application != null && application != Application.UNKNOWN) {
      settle(readers.reader(application, fromStart));
      onBytes(direction, buffer, offset, length, timeNs, packet);
    } else {
      reject(direction);
      keepUnlike(direction, buffer, offset, length, timeNs, packet);
    }
  }

  /** Whether a server answers what makes no sense: of what is known, only HTTP does. */
  private boolean answersUnlike(Direction direction) {
    return fromStart
        && direction == Direction.SERVER_TO_CLIENT
        && unlike[direction.opposite().index()];
  }

  /** Nothing that is known begins like this; what the other side says may tell. */
  private void reject(Direction direction) {
    if (!fromStart) {
      passOver();
      return;
    }
    unlike[direction.index()] = true;
    if (unlike[direction.opposite().index()]) {
      settle(null);
    }
  }

  /** Keeps what a client said, for a server that answers in HTTP. */
  private void keepUnlike(
      Direction direction, ByteBuffer buffer, int offset, int length, long timeNs, long packet) {
    if (given || !fromStart || direction == Direction.SERVER_TO_CLIENT) {
      return;
    }
    if (undecidedBytes[direction.index()] + length <= MAX_UNLIKE_BYTES) {
      keep(direction, buffer, offset, length, timeNs, packet);
    } else {
      settle(null);
    }
  }

  /** These bytes tell nothing; the next segment may begin a message. */
  private void passOver() {
    undecided.removeIf(piece -> piece.bytes() != null);
    undecidedBytes[0] = 0;
    undecidedBytes[1] = 0;
    if (++piecesSeen >= MAX_PIECES_WITHIN) {
      settle(null);
    }
  }

  private void keep(
      Direction direction, ByteBuffer buffer, int offset, int length, long timeNs, long packet) {
    ByteBuffer copy = ByteBuffer.allocate(length).put(0, buffer, offset, length);
    undecided.add(new Piece(direction, copy, null, timeNs, packet));
    undecidedBytes[direction.index()] += length;
  }

  private ByteBuffer firstBytes(
      Direction direction, int had, ByteBuffer buffer, int offset, int length) {
    ByteBuffer joined = ByteBuffer.allocate(Math.min(MAX_UNDECIDED_BYTES, had + length));
    for (Piece piece : undecided) {
      if (piece.bytes() != null && piece.direction() == direction) {
        joined.put(piece.bytes().duplicate());
      }
    }
    joined.put(joined.position(), buffer, offset, joined.remaining());
    return joined;
  }

  private void settle(@Nullable ProtocolReader found) {
    given = true;
    reader = found;
    if (found != null) {
      for (Piece piece : undecided) {
        replay(piece, found);
      }
    }
    undecided.clear();
  }

  private static void replay(Piece piece, ProtocolReader to) {
    if (piece.bytes() != null) {
      int length = piece.bytes().capacity();
      to.onBytes(piece.direction(), piece.bytes(), 0, length, piece.timeNs(), piece.packet());
    } else if (piece.end() != null) {
      to.onEnd(piece.direction(), piece.end());
    }
  }

  void onGap(Direction direction, long length) {
    ProtocolReader known = reader;
    if (known != null) {
      known.onGap(direction, length);
    } else if (!given) {
      fromStart = false;
      passOver();
    }
  }

  void onEnd(Direction direction, StreamEnd end) {
    ProtocolReader known = reader;
    if (known != null) {
      known.onEnd(direction, end);
    } else if (!given) {
      undecided.add(new Piece(direction, null, end, 0, 0));
    }
  }

  /**
   * How many of the bytes that a direction ended with so far are housekeeping ({@link
   * ProtocolReader#housekeepingBytes}); -1 where nobody reads them.
   */
  long housekeepingBytes(Direction direction) {
    ProtocolReader known = reader;
    return known == null ? -1 : known.housekeepingBytes(direction);
  }

  /** How many of the bytes that a direction ended with so far nobody could read, for a cut. */
  long unreadBytes(Direction direction) {
    ProtocolReader known = reader;
    return known == null ? 0 : known.unreadBytes(direction);
  }

  /** What was said so far. */
  Conversation conversation() {
    ProtocolReader known = reader;
    return known == null ? Conversation.NONE : known.conversation();
  }
}
