package io.tcpdx.protocol.dns;

import io.tcpdx.connection.Connection;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.Endpoint;
import io.tcpdx.connection.Side;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.Application;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Likeness;
import io.tcpdx.protocol.ProtocolReader;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads DNS over TCP: messages, each behind its length in two bytes (RFC 1035 §4.2.2). */
public final class DnsReader implements ProtocolReader {
  private static final int HEADER_BYTES = 12;
  private static final int LENGTH_BYTES = 2;

  private final Lookups lookups;
  private final String client;
  private final Endpoint resolver;
  private final Messages questions = new Messages();
  private final Messages answers = new Messages();

  /** One direction's messages. */
  private static final class Messages {
    private int lengthBytes;
    private int length;
    private byte[] bytes = {};
    private int filled;
    boolean lost;

    /** Takes a byte; answers the message that it completes, or null. */
    byte @Nullable [] take(byte next) {
      if (lengthBytes < LENGTH_BYTES) {
        length = (length << 8) | (next & 0xff);
        lengthBytes++;
        bytes = lengthBytes == LENGTH_BYTES ? new byte[length] : bytes;
        filled = 0;
      } else {
        bytes[filled++] = next;
      }
      boolean complete = lengthBytes == LENGTH_BYTES && filled == length;
      if (complete) {
        lengthBytes = 0;
        length = 0;
      }
      return complete ? bytes : null;
    }
  }

  public DnsReader(Lookups lookups, Connection connection) {
    this.lookups = lookups;
    this.client = connection.endpoint(Side.CLIENT).address();
    this.resolver = connection.endpoint(Side.SERVER);
  }

  /** Whether bytes begin a question: its header has much that must be zero or one. */
  public static Likeness likeness(Direction direction, ByteBuffer buffer, int offset, int length) {
    if (direction == Direction.SERVER_TO_CLIENT) {
      return Likeness.NO;
    }
    if (length >= 1 && buffer.get(offset) > 4) {
      return Likeness.NO; // no question is longer than 1280 bytes
    }
    if (length < LENGTH_BYTES + HEADER_BYTES) {
      return Likeness.PERHAPS;
    }
    int size = buffer.getShort(offset) & 0xffff;
    int flags = buffer.getShort(offset + 4) & 0xffff;
    boolean query = (flags & 0xfa4f) == 0; // all but RD, AD, CD, and TC which is of no matter
    boolean oneQuestion = buffer.getShort(offset + 6) == 1;
    boolean nothingElse = buffer.getInt(offset + 8) == 0 && buffer.getShort(offset + 12) <= 2;
    boolean like = size >= HEADER_BYTES + 5 && query && oneQuestion && nothingElse;
    return like ? Likeness.YES : Likeness.NO;
  }

  @Override
  public void onBytes(
      Direction direction, ByteBuffer buffer, int offset, int length, long timeNs, long packet) {
    Messages messages = direction == Direction.CLIENT_TO_SERVER ? questions : answers;
    for (int i = 0; i < length && !messages.lost; i++) {
      byte[] bytes = messages.take(buffer.get(offset + i));
      DnsMessage message = bytes == null ? null : DnsMessage.read(bytes);
      if (message != null) {
        take(direction, message, timeNs, packet);
      }
    }
  }

  private void take(Direction direction, DnsMessage message, long timeNs, long packet) {
    boolean question = direction == Direction.CLIENT_TO_SERVER;
    if (message.answer() == question) {
      return;
    }
    if (question) {
      lookups.onQuestion(client, resolver, message, timeNs, packet);
    } else {
      lookups.onAnswer(client, resolver, message, timeNs, packet);
    }
  }

  @Override
  public void onGap(Direction direction, long length) {
    (direction == Direction.CLIENT_TO_SERVER ? questions : answers).lost = true;
  }

  @Override
  public void onEnd(Direction direction, StreamEnd end) {}

  @Override
  public Conversation conversation() {
    return new Conversation(Application.DNS, null, List.of(), null, List.of(), null, List.of());
  }
}
