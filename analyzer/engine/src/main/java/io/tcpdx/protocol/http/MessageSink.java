package io.tcpdx.protocol.http;

import io.tcpdx.connection.Direction;
import java.nio.ByteBuffer;

/** Told of the messages of both directions of a connection. */
interface MessageSink {
  /** A head was read, and stands in the message; answers how the message's body ends. */
  Framing onHead(Direction direction, OpenMessage message, Head head);

  /** A message has ended: it is complete, cut off, or its end is lost. */
  void onMessage(Direction direction, OpenMessage message);

  /** Bytes where a message should begin that begin none. */
  void onExcess(Direction direction, long bytes, long timeNs, long packet);

  /** Bytes after the end of HTTP (CONNECT, Upgrade). */
  void onTunnelBytes(
      Direction direction, ByteBuffer buffer, int offset, int length, long timeNs, long packet);

  /** Bytes after the end of HTTP that the capture lacks. */
  void onTunnelGap(Direction direction, long length);

  /** Messages may have passed that the capture lacks, or that could not be read. */
  void onUncertain();

  /** Reading goes on at the beginning of a message. */
  void onResynchronised();

  /** Whether what comes next in that direction is an answer of HTTP/0.9: a body and no more. */
  boolean expectsBareBody(Direction direction);
}
