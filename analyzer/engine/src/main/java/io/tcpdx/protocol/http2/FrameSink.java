package io.tcpdx.protocol.http2;

import io.tcpdx.connection.Direction;
import java.nio.ByteBuffer;

/** Told of the frames of both directions of a connection. */
interface FrameSink {
  /** A frame's header was read. */
  void onFrame(FrameParser frame);

  /**
   * Content of a frame: of DATA, or a part of a field block; without padding. Called with no bytes
   * where only something else of the frame passed.
   */
  void onContent(
      FrameParser frame, ByteBuffer buffer, int offset, int length, long timeNs, long packet);

  /** The capture lacks that many of the next bytes of a frame's content. */
  void onMissing(FrameParser frame, int bytes);

  /** A frame has passed to its end. */
  void onFrameEnd(FrameParser frame);

  /** It is not known any more where frames begin. */
  void onLost(Direction direction);

  /** Reading begins, or goes on, at what is a frame in the middle of a connection. */
  void onFound(Direction direction);
}
