package io.tcpdx.protocol.http2;

import io.tcpdx.connection.Direction;
import io.tcpdx.protocol.HousekeepingRun;
import io.tcpdx.protocol.StreamReset;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads what one side sends: its frames, and the messages in them. */
final class HalfReader implements FrameSink {
  private final FrameParser frames;
  private final FieldDecoder fields;
  private final FieldBlock block = new FieldBlock();
  private final Streams streams;
  private final boolean asking;
  private boolean begun;
  private int resynchronised;
  private boolean blockTooLong;
  private final HousekeepingRun housekeeping = new HousekeepingRun();

  /** What the DATA frame belongs to that is being read; null where that is not known. */
  private @Nullable StreamMessage message;

  HalfReader(Direction direction, Streams streams, boolean keepAllFields, boolean fromStart) {
    this.streams = streams;
    this.asking = direction == Direction.CLIENT_TO_SERVER;
    this.frames = new FrameParser(direction, this, fromStart);
    this.fields = new FieldDecoder(keepAllFields, fromStart);
    this.begun = fromStart;
  }

  void read(ByteBuffer buffer, int offset, int length, long timeNs, long packet) {
    frames.read(buffer, offset, length, timeNs, packet);
  }

  void gap(long length) {
    frames.gap(length);
  }

  /** Whether the client's preface was read. */
  boolean prefaceSeen() {
    return frames.prefaceSeen();
  }

  /** How often reading went on behind what could not be read. */
  int resynchronised() {
    return resynchronised;
  }

  /** Whether a field block was too long to be decompressed. */
  boolean blockTooLong() {
    return blockTooLong;
  }

  /** How many of the bytes that passed last are frames that carry no part of a message. */
  long housekeepingBytes() {
    return housekeeping.bytes(frames.passedBytes());
  }

  /** How many of the bytes that passed last could not be read. */
  long unreadBytes() {
    return frames.unreadBytes();
  }

  @Override
  public void onFrame(FrameParser frame) {
    housekeeping.begin(!FrameType.ofMessage(frame.type()));
    if (block.open()) {
      boolean goesOn = frame.type() == FrameType.CONTINUATION && frame.stream() == block.stream;
      if (!goesOn) { // RFC 9113 §6.10 forbids it
        block.damaged = true;
        endBlock(frame);
      }
    }
    switch (frame.type()) {
      case FrameType.DATA -> message = streams.message(frame.direction(), frame.stream());
      case FrameType.HEADERS, FrameType.PUSH_PROMISE -> block.begin(frame);
      default -> {}
    }
  }

  @Override
  public void onContent(
      FrameParser frame, ByteBuffer buffer, int offset, int length, long timeNs, long packet) {
    switch (frame.type()) {
      case FrameType.DATA -> takeContent(buffer, offset, length, timeNs, packet);
      case FrameType.HEADERS, FrameType.PUSH_PROMISE, FrameType.CONTINUATION -> {
        if (block.open()) {
          block.add(buffer, offset, length);
        }
      }
      default -> {}
    }
  }

  private void takeContent(ByteBuffer buffer, int offset, int length, long timeNs, long packet) {
    StreamMessage into = message;
    if (into == null) {
      return;
    }
    into.touch(timeNs, packet);
    into.bodyBytes += length;
    if (asking && length > 0) {
      into.digest(buffer, offset, length);
    }
  }

  @Override
  public void onMissing(FrameParser frame, int bytes) {
    StreamMessage into = message;
    if (frame.type() == FrameType.DATA && into != null) {
      into.bodyBytes += bytes;
      into.missingBytes += bytes;
    }
  }

  @Override
  public void onFrameEnd(FrameParser frame) {
    housekeeping.end(FrameParser.HEADER_BYTES + frame.length());
    switch (frame.type()) {
      case FrameType.DATA -> endData(frame);
      case FrameType.HEADERS, FrameType.PUSH_PROMISE, FrameType.CONTINUATION -> endPart(frame);
      case FrameType.RST_STREAM -> {
        String code = frame.damaged() ? "unknown" : StreamReset.codeName(frame.errorCode());
        streams.reset(
            frame.stream(),
            new StreamReset(frame.direction().sender(), code, frame.lastNs(), frame.lastPacket()));
      }
      case FrameType.GOAWAY -> streams.goAway(frame.direction());
      default -> {}
    }
  }

  private void endData(FrameParser frame) {
    StreamMessage into = message;
    message = null;
    if (into != null) {
      into.framingBytes += FrameParser.HEADER_BYTES + frame.otherBytes();
      into.touch(frame.lastNs(), frame.lastPacket());
    }
    if (frame.has(FrameType.END_STREAM)) {
      streams.end(frame.direction(), frame.stream());
    }
  }

  private void endPart(FrameParser frame) {
    if (!block.open()) {
      fields.restart(); // the rest of a block whose beginning was not seen
      return;
    }
    block.damaged |= frame.damaged();
    if (frame.type() == FrameType.PUSH_PROMISE && !frame.damaged()) {
      block.promised = frame.promisedStream();
    }
    if (frame.has(FrameType.END_HEADERS)) {
      endBlock(frame);
    }
  }

  private void endBlock(FrameParser frame) {
    blockTooLong |= block.tooLong();
    Head head = Head.UNKNOWN;
    if (block.damaged || block.tooLong()) {
      fields.restart();
    } else {
      head = fields.decode(block.content());
    }
    if (block.promises) {
      if (block.promised > 0 && !asking) {
        streams.onPromise(block, head, frame.lastNs(), frame.lastPacket());
      }
    } else {
      streams.onHead(frame.direction(), block, head, frame.lastNs(), frame.lastPacket());
    }
    block.close();
  }

  @Override
  public void onLost(Direction direction) {
    if (block.open()) {
      block.damaged = true;
      endBlock(frames);
    }
    message = null;
    housekeeping.lose();
    fields.restart();
    streams.lose(direction);
  }

  @Override
  public void onFound(Direction direction) {
    resynchronised += begun ? 1 : 0; // before, the capture had just not begun
    begun = true;
    streams.find(direction);
  }
}
