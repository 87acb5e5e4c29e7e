package io.tcpdx.protocol.http;

import io.tcpdx.connection.Direction;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.ProtocolOptions;
import io.tcpdx.protocol.ProtocolReader;
import java.nio.ByteBuffer;

/** Reads the HTTP/1 of one connection. */
public final class HttpReader implements ProtocolReader {
  /**
   * @param options which fields to keep
   * @param fromStart whether the connection's first byte was captured
   */
  public HttpReader(ProtocolOptions options, boolean fromStart) {}

  @Override
  public void onBytes(
      Direction direction, ByteBuffer buffer, int offset, int length, long timeNs, long packet) {}

  @Override
  public void onGap(Direction direction, long length) {}

  @Override
  public void onEnd(Direction direction, StreamEnd end) {}

  @Override
  public Conversation conversation() {
    return Conversation.NONE;
  }
}
