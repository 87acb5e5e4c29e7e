package io.tcpdx.protocol.http;

import io.tcpdx.connection.Direction;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.Likeness;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of one direction (RFC 9112 §2.1): heads are collected, bodies counted and
 * skipped. Where the capture lacks bytes such that the end of a message is not known, it waits for
 * a segment that begins a message, and goes on there.
 */
final class MessageReader {
  private enum State {
    BETWEEN,
    HEAD,
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE,
    TUNNEL,
    EXCESS,
    LOST
  }

  private final Direction direction;
  private final MessageSink sink;
  private final Heads heads;
  private final boolean digesting;
  private final HeadBuffer headBuffer;

  private State state;
  private @Nullable OpenMessage open;
  private @Nullable ChunkedBody chunks;
  private long remaining;
  private boolean headTooLong;

  /** Whether a message has begun, or may have before the capture did. */
  private boolean begun;

  private boolean passedUnread;

  /** Bytes that passed since it is not known where messages begin. */
  private long unreadBytes;

  /**
   * @param fromStart whether the direction's first byte is to come
   */
  MessageReader(Direction direction, MessageSink sink, Heads heads, boolean fromStart) {
    this.direction = direction;
    this.sink = sink;
    this.heads = heads;
    this.headBuffer = new HeadBuffer(heads);
    this.digesting = direction == Direction.CLIENT_TO_SERVER;
    this.state = fromStart ? State.BETWEEN : State.LOST;
    this.begun = !fromStart;
  }

  /** Whether no message is being read: the last one has ended, or its end is lost. */
  boolean idle() {
    return state == State.BETWEEN || state == State.LOST || state == State.EXCESS;
  }

  /** Whether it waits for the next segment that begins a message. */
  boolean lost() {
    return state == State.LOST;
  }

  /** Whether bytes have passed that may have been whole messages, and were not read. */
  boolean passedUnread() {
    return state == State.LOST && passedUnread;
  }

  /** Of the bytes that passed last, those of which it is not known what message they are of. */
  long unreadBytes() {
    return unreadBytes;
  }

  /** What passes unread from now on is something else. */
  void forgetUnread() {
    passedUnread = false;
  }

  /** Whether a head was too long to be read. */
  boolean headTooLong() {
    return headTooLong;
  }

  /** From here on it is no longer HTTP. */
  void becomeTunnel() {
    state = State.TUNNEL;
  }

  /** The other direction shows that a message whose end is lost has ended. */
  void endLost() {
    if (state == State.LOST) {
      endMessage();
    }
  }

  /**
   * An answer begins to pass in the other direction: a head that was not sent to its end got it.
   */
  void answered() {
    if (state == State.HEAD && headBuffer.lines() > 0) {
      takePartOfHead(current());
      lose(false);
    }
  }

  void read(ByteBuffer buffer, int offset, int length, long timeNs, long packet) {
    int at = 0;
    while (at < length) {
      int taken = step(buffer, offset + at, length - at, at == 0, timeNs, packet);
      unreadBytes = state == State.LOST ? unreadBytes + taken : 0;
      at += taken;
    }
  }

  private int step(
      ByteBuffer buffer, int offset, int length, boolean segmentStart, long timeNs, long packet) {
    return switch (state) {
      case BETWEEN -> begin(buffer, offset, length, timeNs, packet);
      case HEAD -> readHead(buffer, offset, length, timeNs, packet);
      case LENGTH -> readLength(buffer, offset, length, timeNs, packet);
      case CHUNKED -> readChunked(buffer, offset, length, timeNs, packet);
      case UNTIL_CLOSE -> readContent(buffer, offset, length, timeNs, packet);
      case TUNNEL -> {
        sink.onTunnelBytes(direction, buffer, offset, length, timeNs, packet);
        yield length;
      }
      case EXCESS -> passExcess(buffer, offset, length, segmentStart, timeNs, packet);
      case LOST -> passLost(buffer, offset, length, segmentStart, timeNs, packet);
    };
  }

  private int begin(ByteBuffer buffer, int offset, int length, long timeNs, long packet) {
    byte first = buffer.get(offset);
    if (first == '\r' || first == '\n') {
      return 1; // RFC 9112 §2.2: empty lines before a message mean nothing
    }
    if (begins(buffer, offset, length)) {
      open = new OpenMessage(timeNs, packet);
      state = State.HEAD;
      begun = true;
    } else if (sink.expectsBareBody(direction)) {
      OpenMessage bare = new OpenMessage(timeNs, packet);
      open = bare;
      Head none = HeadParser.none();
      bare.take(none, sink.onHead(direction, bare, none));
      state = State.UNTIL_CLOSE;
    } else {
      state = State.EXCESS;
    }
    return 0;
  }

  /**
   * Whether a message begins here. On a connection of which it is known that it speaks HTTP, the
   * first text that its client sends is a request, however it is written.
   */
  private boolean begins(ByteBuffer buffer, int offset, int length) {
    if (HttpLikeness.of(direction, buffer, offset, length) != Likeness.NO) {
      return true;
    }
    boolean request = direction == Direction.CLIENT_TO_SERVER;
    return request
        && ((!begun && HttpLikeness.isText(buffer.get(offset)))
            || HttpLikeness.requestLine(buffer, offset, length) == Likeness.YES);
  }

  private int passExcess(
      ByteBuffer buffer, int offset, int length, boolean segmentStart, long timeNs, long packet) {
    if (segmentStart && HttpLikeness.of(direction, buffer, offset, length) == Likeness.YES) {
      state = State.BETWEEN;
      return 0;
    }
    sink.onExcess(direction, length, timeNs, packet);
    return length;
  }

  private int passLost(
      ByteBuffer buffer, int offset, int length, boolean segmentStart, long timeNs, long packet) {
    if (segmentStart && HttpLikeness.of(direction, buffer, offset, length) == Likeness.YES) {
      endMessage();
      sink.onResynchronised();
      state = State.BETWEEN;
      return 0;
    }
    passedUnread = true;
    if (open != null) {
      open.touch(timeNs, packet);
      open.unreadBytes += length;
    }
    return length;
  }

  private int readHead(ByteBuffer buffer, int offset, int length, long timeNs, long packet) {
    OpenMessage message = current();
    for (int i = 0; i < length; i++) {
      byte next = buffer.get(offset + i);
      boolean ends = headBuffer.endsWith(next);
      if (ends || (next == '\n' && i == length - 1 && isBareRequest())) {
        message.touch(timeNs, packet);
        endHead(message, timeNs, packet);
        return i + 1;
      }
      if (headBuffer.full()) {
        headTooLong = true;
        lose(true);
        return i + 1;
      }
    }
    message.touch(timeNs, packet);
    return length;
  }

  /** HTTP/0.9: whoever has more to say than its one line says it in the same segment. */
  private boolean isBareRequest() {
    return digesting && headBuffer.lines() == 1 && headBuffer.isBareRequest();
  }

  private void endHead(OpenMessage message, long timeNs, long packet) {
    Head head = headBuffer.head(direction == Direction.CLIENT_TO_SERVER);
    int bytes = headBuffer.length();
    headBuffer.clear();
    if (head == null) {
      open = null;
      state = State.EXCESS;
      sink.onExcess(direction, bytes, timeNs, packet);
      return;
    }
    message.headEndNs = timeNs;
    message.headBytes = bytes;
    Framing framing = sink.onHead(direction, message, head);
    message.take(head, framing);
    switch (framing.delimiter()) {
      case LENGTH -> beginLength(framing);
      case CHUNKED -> {
        chunks = new ChunkedBody(heads);
        state = State.CHUNKED;
      }
      case CLOSE -> state = State.UNTIL_CLOSE;
      case TUNNEL -> {
        complete();
        state = State.TUNNEL;
      }
      case NONE, FRAMES -> complete();
    }
  }

  private void beginLength(Framing framing) {
    Long length = framing.length();
    remaining = length == null ? 0 : length;
    if (remaining == 0) {
      complete();
    } else {
      state = State.LENGTH;
    }
  }

  private int readLength(ByteBuffer buffer, int offset, int length, long timeNs, long packet) {
    int taken = readContent(buffer, offset, (int) Math.min(remaining, length), timeNs, packet);
    remaining -= taken;
    if (remaining == 0) {
      complete();
    }
    return taken;
  }

  private int readChunked(ByteBuffer buffer, int offset, int length, long timeNs, long packet) {
    OpenMessage message = current();
    ChunkedBody body = chunks;
    if (body == null) {
      throw new IllegalStateException("chunks without their state");
    }
    long content = body.contentAhead();
    if (content > 0) {
      int taken = readContent(buffer, offset, (int) Math.min(content, length), timeNs, packet);
      body.passContent(taken);
      return taken;
    }
    int taken = body.readFraming(buffer, offset, length, message);
    message.framingBytes += taken;
    message.touch(timeNs, packet);
    if (body.broken()) {
      lose(true);
    } else if (body.done()) {
      message.addTrailers(heads.trailers(body.trailers()));
      complete();
    }
    return taken;
  }

  private int readContent(ByteBuffer buffer, int offset, int length, long timeNs, long packet) {
    OpenMessage message = current();
    if (digesting) {
      message.digest(buffer, offset, length);
    }
    message.bodyBytes += length;
    message.touch(timeNs, packet);
    return length;
  }

  private OpenMessage current() {
    OpenMessage message = open;
    if (message == null) {
      throw new IllegalStateException("no message is being read");
    }
    return message;
  }

  private void complete() {
    current().complete = true;
    state = State.BETWEEN;
    endMessage();
  }

  private void endMessage() {
    OpenMessage message = open;
    open = null;
    chunks = null;
    if (message != null) {
      sink.onMessage(direction, message);
    }
  }

  /** The end of the message is not known any more. */
  private void lose(boolean uncertain) {
    OpenMessage message = open;
    headBuffer.clear();
    state = State.LOST;
    passedUnread = uncertain;
    if (message != null && message.head == null) {
      open = null;
    } else if (message != null) {
      message.lost = true;
    }
    if (uncertain) {
      sink.onUncertain();
    }
  }

  /** The capture lacks that many of the next bytes. */
  void gap(long length) {
    passGap(length);
    unreadBytes = state == State.LOST ? unreadBytes + length : 0;
  }

  private void passGap(long length) {
    switch (state) {
      case BETWEEN -> lose(true);
      case HEAD -> {
        loseHead();
        passUnread(length);
      }
      case LENGTH -> {
        long within = Math.min(length, remaining);
        miss(within);
        remaining -= within;
        if (remaining == 0) {
          complete();
        }
        if (length > within) {
          lose(true);
        }
      }
      case CHUNKED -> {
        ChunkedBody body = chunks;
        if (body != null && length < body.contentAhead()) {
          miss(length);
          body.passContent(length);
        } else {
          lose(true);
          passUnread(length);
        }
      }
      case UNTIL_CLOSE -> miss(length);
      case TUNNEL -> sink.onTunnelGap(direction, length);
      case LOST -> {
        passedUnread = true;
        passUnread(length);
      }
      case EXCESS -> {}
    }
  }

  private void passUnread(long length) {
    if (open != null) {
      open.unreadBytes += length;
    }
  }

  private void miss(long length) {
    current().bodyBytes += length;
    current().missingBytes += length;
  }

  /** What of a head was seen tells at least who asked for what. */
  private void loseHead() {
    OpenMessage message = current();
    boolean certain = headBuffer.lines() > 0;
    if (certain) {
      takePartOfHead(message);
    }
    lose(!certain);
  }

  private void takePartOfHead(OpenMessage message) {
    Head head = headBuffer.headOfWholeLines(direction == Direction.CLIENT_TO_SERVER);
    if (head != null) {
      message.headEndNs = message.endNs;
      message.headBytes = headBuffer.length();
      sink.onHead(direction, message, head);
      message.take(head, Framing.UNKNOWN);
    }
  }

  /** The direction has ended. */
  void end(StreamEnd end) {
    OpenMessage message = open;
    if (state == State.HEAD && message != null) {
      if (headBuffer.lines() > 0) {
        takePartOfHead(message);
      }
      headBuffer.clear();
      if (message.head == null) {
        lose(false);
      }
    }
    if (open != null && message != null && state != State.LOST) {
      message.complete = state == State.UNTIL_CLOSE && end == StreamEnd.FIN;
      message.cutBy = message.complete ? null : end;
    }
    endMessage();
    state = State.LOST;
  }
}
