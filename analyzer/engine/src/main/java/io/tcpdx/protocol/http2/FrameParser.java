package io.tcpdx.protocol.http2;

import io.tcpdx.connection.Direction;
import io.tcpdx.protocol.Likeness;
import java.nio.ByteBuffer;

/**
 * Reads the frames of one direction (RFC 9113 §4.1), however they lie in segments; keeps no more of
 * them than their first bytes.
 *
 * <pre>
 *  length (24) | type (8) | flags (8) | reserved (1), stream (31) | payload
 *  payload: pad length (8, if padded) | fixed fields | content | padding
 * </pre>
 */
final class FrameParser {
  /** Length of a frame's header. */
  static final int HEADER_BYTES = 9;

  private static final int MAX_PREFIX_BYTES = 8;

  private enum State {
    PREFACE,
    HEADER,
    PAYLOAD,
    LOST
  }

  private final Direction direction;
  private final FrameSink sink;
  private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
  private final ByteBuffer prefix = ByteBuffer.allocate(MAX_PREFIX_BYTES);

  private State state;
  private boolean prefaceSeen;

  /** Bytes passed of the preface, the header or the payload: of what is being read. */
  private int position;

  private int type;
  private int flags;
  private int stream;
  private int length;
  private int contentStart;
  private int contentEnd;
  private boolean damaged;
  private long startNs;
  private long startPacket;
  private long lastNs;
  private long lastPacket;

  /** Bytes that passed since it is not known where frames begin. */
  private long unreadBytes;

  /**
   * @param fromStart whether the direction's first byte is to come
   */
  FrameParser(Direction direction, FrameSink sink, boolean fromStart) {
    this.direction = direction;
    this.sink = sink;
    State first = direction == Direction.CLIENT_TO_SERVER ? State.PREFACE : State.HEADER;
    this.state = fromStart ? first : State.LOST;
  }

  Direction direction() {
    return direction;
  }

  /** Whether the client's preface was read. */
  boolean prefaceSeen() {
    return prefaceSeen;
  }

  /** Whether it is not known where frames begin. */
  boolean lost() {
    return state == State.LOST;
  }

  int type() {
    return type;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Bytes of its payload. */
  int length() {
    return length;
  }

  /** The stream that it is on; 0 for the connection. */
  int stream() {
    return stream;
  }

  /** Bytes that are neither header nor content: padding and what describes it, priority. */
  int otherBytes() {
    return length - Math.max(0, contentEnd - contentStart);
  }

  /** Whether it is not as RFC 9113 has it, or the capture lacks some of it. */
  boolean damaged() {
    return damaged;
  }

  /** The stream that a PUSH_PROMISE promises (RFC 9113 §6.6). */
  int promisedStream() {
    return prefix.getInt(contentStart - Integer.BYTES) & Integer.MAX_VALUE;
  }

  /** The error code of RST_STREAM or GOAWAY, the last four bytes before the content. */
  long errorCode() {
    return prefix.getInt(contentStart - Integer.BYTES) & 0xffff_ffffL;
  }

  /** When its first byte passed. */
  long startNs() {
    return startNs;
  }

  /** Number of the packet with its first byte. */
  long startPacket() {
    return startPacket;
  }

  /** When the last byte passed that was read in this direction. */
  long lastNs() {
    return lastNs;
  }

  /** Number of the packet with the last byte that was read in this direction. */
  long lastPacket() {
    return lastPacket;
  }

  /** Bytes of the frame that is being read, or of its header, that have passed so far. */
  int passedBytes() {
    return state == State.PAYLOAD ? HEADER_BYTES + position : position;
  }

  /** Of the bytes that passed last, those of which it is not known what frame they are of. */
  long unreadBytes() {
    return unreadBytes;
  }

  void read(ByteBuffer buffer, int offset, int bytes, long timeNs, long packet) {
    lastNs = timeNs;
    lastPacket = packet;
    int at = 0;
    while (at < bytes) {
      at += step(buffer, offset + at, bytes - at, at == 0);
    }
  }

  private int step(ByteBuffer buffer, int offset, int bytes, boolean segmentStart) {
    return switch (state) {
      case PREFACE -> readPreface(buffer, offset, bytes);
      case HEADER -> readHeader(buffer, offset, bytes);
      case PAYLOAD -> readPayload(buffer, offset, bytes);
      case LOST -> segmentStart && find(buffer, offset, bytes) ? 0 : passOver(bytes);
    };
  }

  private int passOver(int bytes) {
    unreadBytes += bytes;
    return bytes;
  }

  private int readPreface(ByteBuffer buffer, int offset, int bytes) {
    int at = 0;
    while (at < bytes && position < Http2Likeness.prefaceLength()) {
      if (!Http2Likeness.inPreface(position++, buffer.get(offset + at++))) {
        lose();
        return bytes;
      }
    }
    if (position == Http2Likeness.prefaceLength()) {
      prefaceSeen = true;
      state = State.HEADER;
      position = 0;
    }
    return at;
  }

  private int readHeader(ByteBuffer buffer, int offset, int bytes) {
    if (position == 0) {
      startNs = lastNs;
      startPacket = lastPacket;
    }
    int taken = Math.min(bytes, HEADER_BYTES - position);
    header.put(position, buffer, offset, taken);
    position += taken;
    if (position == HEADER_BYTES) {
      begin();
    }
    return taken;
  }

  private void begin() {
    length = length(header, 0);
    type = header.get(3) & 0xff;
    flags = header.get(4) & 0xff;
    stream = bigEndian(header, 5) & Integer.MAX_VALUE;
    int padLengthBytes = FrameType.padded(type, flags) ? 1 : 0;
    contentStart = padLengthBytes + FrameType.fixedBytes(type, flags);
    contentEnd = length;
    damaged = contentStart > length;
    position = 0;
    state = State.PAYLOAD;
    sink.onFrame(this);
    if (length == 0) {
      end();
    }
  }

  private int readPayload(ByteBuffer buffer, int offset, int bytes) {
    int taken = Math.min(bytes, length - position);
    int at = 0;
    while (at < taken && position < contentStart) {
      takePrefix(buffer.get(offset + at++));
    }
    int content = Math.max(0, Math.min(contentEnd - position, taken - at));
    sink.onContent(this, buffer, offset + at, content, lastNs, lastPacket);
    position += taken - at;
    if (position == length) {
      end();
    }
    return taken;
  }

  private void takePrefix(byte next) {
    if (position == 0 && FrameType.padded(type, flags)) {
      contentEnd = length - (next & 0xff);
      damaged |= contentEnd < contentStart;
    }
    prefix.put(position++, next);
  }

  private void end() {
    state = State.HEADER;
    position = 0;
    sink.onFrameEnd(this);
  }

  /** The capture lacks that many of the next bytes. */
  void gap(long bytes) {
    if (state != State.PAYLOAD) {
      unreadBytes += bytes + (state == State.LOST ? 0 : position);
      lose();
      return;
    }
    int within = (int) Math.min(bytes, length - position);
    int from = Math.max(position, contentStart);
    int to = Math.min(position + within, contentEnd);
    damaged = true;
    sink.onMissing(this, Math.max(0, to - from));
    position += within;
    if (position == length) {
      end();
    }
    if (bytes > within) {
      unreadBytes += bytes - within;
      lose();
    }
  }

  private void lose() {
    if (state != State.LOST) {
      state = State.LOST;
      sink.onLost(direction);
    }
  }

  private boolean find(ByteBuffer buffer, int offset, int bytes) {
    boolean preface =
        direction == Direction.CLIENT_TO_SERVER
            && Http2Likeness.preface(buffer, offset, bytes) == Likeness.YES;
    if (!preface && Http2Likeness.within(buffer, offset, bytes) != Likeness.YES) {
      return false;
    }
    state = preface ? State.PREFACE : State.HEADER;
    position = 0;
    unreadBytes = 0;
    sink.onFound(direction);
    return true;
  }

  /** The length in the frame header that stands there. */
  static int length(ByteBuffer buffer, int offset) {
    return (buffer.get(offset) & 0xff) << 16
        | (buffer.get(offset + 1) & 0xff) << 8
        | (buffer.get(offset + 2) & 0xff);
  }

  /** Four bytes in network order, whatever the buffer's. */
  static int bigEndian(ByteBuffer buffer, int offset) {
    return buffer.get(offset) << 24 | length(buffer, offset + 1);
  }
}
