package io.tcpdx.connection;

import io.tcpdx.connection.HeldSegments.Held;
import io.tcpdx.wire.Packet;
import io.tcpdx.wire.TcpView;
import java.nio.ByteBuffer;

/**
 * Puts the payload of one connection in order (RFC 9293 §3.4, §3.10.7.4) and hands it to a {@link
 * StreamListener}. What arrives in order is handed on where it stands, without copy or allocation;
 * what arrives early is copied and held, of overlapping copies the first counts.
 *
 * <p>A hole is given up, and told as a gap, once nothing more can fill it: the peer acknowledged it
 * and went on, the connection ended, or the memory for held bytes is used up.
 */
final class Reassembler {
  /** Bytes held for both directions of a connection together, bookkeeping included. */
  static final int MAX_HELD_BYTES = 1 << 20;

  private static final long UNKNOWN = Long.MAX_VALUE;

  private final StreamListener listener;
  private final int maxHeldBytes;
  private final Stream clientToServer = new Stream(Direction.CLIENT_TO_SERVER);
  private final Stream serverToClient = new Stream(Direction.SERVER_TO_CLIENT);
  private int heldBytes;
  private boolean overflowed;

  /** One direction: all before its position was handed on. */
  private static final class Stream {
    final Direction direction;
    final HeldSegments held = new HeldSegments();
    long position = UNKNOWN;

    /** Where it begins by the side's SYN, where that was seen. */
    long beginning = UNKNOWN;

    long finPosition = UNKNOWN;
    boolean ended;

    Stream(Direction direction) {
      this.direction = direction;
    }
  }

  Reassembler(StreamListener listener) {
    this(listener, MAX_HELD_BYTES);
  }

  Reassembler(StreamListener listener, int maxHeldBytes) {
    this.listener = listener;
    this.maxHeldBytes = maxHeldBytes;
  }

  /** Memory that held bytes take now. */
  int heldBytes() {
    return heldBytes;
  }

  /** Whether a hole was given up because the memory was used up. */
  boolean overflowed() {
    return overflowed;
  }

  /** Takes a segment that the connection has taken. */
  void onSegment(Connection connection, Segment segment) {
    if (segment.is(Segment.OF_PREVIOUS | Segment.KEEP_ALIVE)) {
      return;
    }
    Stream mine = stream(segment.direction());
    Stream peers = stream(segment.direction().opposite());
    if (segment.has(TcpView.RST)) {
      end(connection, clientToServer, StreamEnd.RESET);
      end(connection, serverToClient, StreamEnd.RESET);
      return;
    }
    beginAgain(connection, mine);
    beginAgain(connection, peers);
    if (segment.has(TcpView.ACK)) {
      beginAtFirstAck(connection, peers);
      boolean wentOn = segment.payloadLength() > 0 || segment.has(TcpView.FIN);
      giveUpAcknowledged(connection, peers, UNKNOWN, wentOn);
    }
    if (segment.payloadLength() > 0 || segment.hasAny(TcpView.SYN | TcpView.FIN)) {
      take(connection, mine, segment);
    }
  }

  /** The connection is over; what is still held is handed on. */
  void finish(Connection connection) {
    end(connection, clientToServer, StreamEnd.UNSEEN);
    end(connection, serverToClient, StreamEnd.UNSEEN);
  }

  private Stream stream(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? clientToServer : serverToClient;
  }

  /** Of a side that sent several SYNs, another than the first may turn out to be what counts. */
  private static void beginAgain(Connection connection, Stream stream) {
    HalfStream half = connection.halfStream(stream.direction);
    long beginning = half.synPosition + 1;
    if (stream.beginning != UNKNOWN
        && stream.position == stream.beginning
        && stream.beginning != beginning) {
      stream.beginning = beginning;
      stream.position = beginning;
    }
  }

  /**
   * A direction of which nothing was seen yet, not even its SYN, goes on after what its peer has:
   * what is acknowledged beyond that without being seen is missing.
   */
  private static void beginAtFirstAck(Connection connection, Stream stream) {
    HalfStream half = connection.halfStream(stream.direction);
    if (stream.position == UNKNOWN && half.ackedKnown) {
      stream.position = half.acked;
    }
  }

  private void take(Connection connection, Stream stream, Segment segment) {
    boolean otherSyn =
        segment.syn() && segment.start() != connection.halfStream(stream.direction).synPosition;
    if (stream.ended || otherSyn) {
      return;
    }
    long start = segment.start() + (segment.syn() ? 1 : 0);
    long end = start + segment.payloadLength();
    if (stream.position == UNKNOWN) {
      stream.position = firstPosition(connection, stream, segment, start, end);
      stream.beginning = segment.syn() ? stream.position : UNKNOWN;
    }
    boolean latest = end + 1 >= stream.position; // its ACK may have been captured before it
    if (segment.has(TcpView.FIN) && stream.finPosition == UNKNOWN && latest) {
      stream.finPosition = end;
    }
    giveUpAcknowledged(connection, stream, start, true);
    long at = Math.max(start, stream.position);
    long until = Math.min(end, stream.finPosition);
    while (at < until && !stream.ended) {
      Held next = stream.held.firstEndingAfter(at);
      if (next != null && next.start() <= at) {
        at = next.end();
        continue;
      }
      long pieceEnd = next == null ? until : Math.min(until, next.start());
      if (at == stream.position) {
        passOn(connection, stream, segment.packet, at, start, pieceEnd);
        handOnHeld(connection, stream);
        at = Math.max(pieceEnd, stream.position);
      } else if (hold(stream, segment.packet, at, start, pieceEnd)) {
        at = pieceEnd;
      } else {
        overflowed = true;
        gap(connection, stream, next(stream, at));
        handOnHeld(connection, stream);
        at = Math.max(at, stream.position);
      }
    }
    endAtFin(connection, stream);
  }

  /** In the middle of a stream, what the peer had acknowledged already was sent before. */
  private static long firstPosition(
      Connection connection, Stream stream, Segment segment, long start, long end) {
    HalfStream half = connection.halfStream(stream.direction);
    if (!half.ackedKnown || segment.syn()) {
      return start;
    }
    long first = Math.max(start, half.acked);
    return segment.has(TcpView.FIN) ? Math.min(first, end) : first;
  }

  /** Hands on the part from {@code at} to {@code end} of a segment's payload. */
  private void passOn(
      Connection connection, Stream stream, Packet packet, long at, long start, long end) {
    long keptEnd = Math.min(end, start + packet.payloadCapturedLength());
    if (keptEnd > at) {
      listener.onBytes(
          connection,
          stream.direction,
          at,
          packet.buffer(),
          packet.payloadOffset() + (int) (at - start),
          (int) (keptEnd - at),
          packet.timeNs(),
          packet.number());
      stream.position = keptEnd;
    }
    gap(connection, stream, end);
  }

  /** Copies the part from {@code at} to {@code end}; answers false where there is no room. */
  private boolean hold(Stream stream, Packet packet, long at, long start, long end) {
    int kept = (int) Math.max(0, Math.min(end, start + packet.payloadCapturedLength()) - at);
    if (heldBytes + kept + HeldSegments.OVERHEAD_BYTES > maxHeldBytes) {
      return false;
    }
    ByteBuffer bytes = ByteBuffer.allocate(kept);
    bytes.put(0, packet.buffer(), packet.payloadOffset() + (int) (at - start), kept);
    Held held = new Held(at, (int) (end - at), bytes, packet.timeNs(), packet.number());
    stream.held.add(held);
    heldBytes += held.memoryBytes();
    return true;
  }

  /** Where the bytes go on after a hole that ends at {@code position} at the latest. */
  private static long next(Stream stream, long position) {
    Held first = stream.held.first();
    return first == null ? position : Math.min(position, first.start());
  }

  private void handOnHeld(Connection connection, Stream stream) {
    Held held = stream.held.first();
    while (held != null && held.start() == stream.position && !stream.ended) {
      stream.held.removeFirst();
      heldBytes -= held.memoryBytes();
      long end = Math.min(held.end(), stream.finPosition);
      int kept = (int) Math.min(held.bytes().capacity(), end - held.start());
      if (kept > 0) {
        listener.onBytes(
            connection,
            stream.direction,
            held.start(),
            held.bytes(),
            0,
            kept,
            held.timeNs(),
            held.packet());
        stream.position += kept;
      }
      gap(connection, stream, end);
      held = stream.held.first();
    }
  }

  private void gap(Connection connection, Stream stream, long end) {
    if (end > stream.position) {
      listener.onGap(connection, stream.direction, stream.position, end - stream.position);
      stream.position = end;
    }
  }

  /**
   * Gives up holes that the peer acknowledged: it has those bytes, the capture does not. A capture
   * may show an ACK just before what it acknowledges, so a hole with nothing after it is left open
   * until something shows that the connection went on.
   *
   * @param limit no hole at or after this position
   * @param wentOn whether the connection went on after the hole
   */
  private void giveUpAcknowledged(
      Connection connection, Stream stream, long limit, boolean wentOn) {
    HalfStream half = connection.halfStream(stream.direction);
    if (stream.ended || stream.position == UNKNOWN || !half.ackedKnown) {
      return;
    }
    long until = Math.min(Math.min(half.acked, stream.finPosition), limit);
    while (stream.position < until
        && (wentOn || !stream.held.isEmpty() || stream.finPosition != UNKNOWN)) {
      gap(connection, stream, next(stream, until));
      handOnHeld(connection, stream);
    }
    endAtFin(connection, stream);
  }

  private void endAtFin(Connection connection, Stream stream) {
    if (!stream.ended && stream.position >= stream.finPosition) {
      close(connection, stream, StreamEnd.FIN);
    }
  }

  private void end(Connection connection, Stream stream, StreamEnd how) {
    if (stream.ended) {
      return;
    }
    if (stream.position != UNKNOWN) {
      giveUpAcknowledged(connection, stream, UNKNOWN, true);
      Held held = stream.held.first();
      while (held != null && !stream.ended) {
        gap(connection, stream, Math.min(held.start(), stream.finPosition));
        handOnHeld(connection, stream);
        endAtFin(connection, stream);
        held = stream.held.first();
      }
    }
    if (!stream.ended && how == StreamEnd.UNSEEN && stream.finPosition != UNKNOWN) {
      gap(connection, stream, stream.finPosition);
      close(connection, stream, StreamEnd.FIN);
    }
    close(connection, stream, how);
  }

  private void close(Connection connection, Stream stream, StreamEnd how) {
    if (stream.ended) {
      return;
    }
    stream.ended = true;
    Held held = stream.held.first();
    while (held != null) {
      heldBytes -= held.memoryBytes();
      stream.held.removeFirst();
      held = stream.held.first();
    }
    listener.onEnd(connection, stream.direction, how);
  }
}
