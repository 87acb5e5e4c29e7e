package io.tcpdx.protocol.recognition;

import io.tcpdx.connection.AckRound;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionListener;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.Segment;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.connection.StreamListener;
import io.tcpdx.protocol.Application;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.ProtocolOptions;
import io.tcpdx.protocol.ProtocolReader;
import io.tcpdx.protocol.http.HttpReader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Follows what is said on every connection of a capture. */
public final class Conversations implements ConnectionListener, StreamListener {
  private final int slot;
  private final ProtocolOptions options;

  /**
   * @param slot where the connections carry what is said on them
   * @param options what the readers must be told
   */
  public Conversations(int slot, ProtocolOptions options) {
    this.slot = slot;
    this.options = options;
  }

  /** What was said on a connection so far. */
  public Conversation of(Connection connection) {
    if (!(connection.attachment(slot) instanceof Talk talk)) {
      return Conversation.NONE;
    }
    Conversation said = talk.conversation();
    return connection.bothDirections() ? said : said.ofOneDirection();
  }

  @Override
  public void onBytes(
      Connection connection,
      Direction direction,
      long position,
      ByteBuffer buffer,
      int offset,
      int length,
      long timeNs,
      long packet) {
    Talk talk = talk(connection);
    talk.onBytes(direction, buffer, offset, length, timeNs, packet);
    if (talk.givenUp()) {
      connection.ignoreStreams();
    }
  }

  @Override
  public void onGap(Connection connection, Direction direction, long position, long length) {
    Talk talk = talk(connection);
    talk.onGap(direction, length);
    if (talk.givenUp()) {
      connection.ignoreStreams();
    }
  }

  @Override
  public void onEnd(Connection connection, Direction direction, StreamEnd end) {
    if (connection.attachment(slot) instanceof Talk talk) {
      talk.onEnd(direction, end);
    }
  }

  private Talk talk(Connection connection) {
    if (connection.attachment(slot) instanceof Talk talk) {
      return talk;
    }
    boolean fromStart =
        connection.halfStream(Direction.CLIENT_TO_SERVER).synSeen()
            || connection.halfStream(Direction.SERVER_TO_CLIENT).synSeen();
    boolean forced = options.httpPorts().contains(connection.serverPort());
    Talk talk = new Talk(this::reader, fromStart, forced);
    connection.attach(slot, talk);
    return talk;
  }

  private @Nullable ProtocolReader reader(Application application, boolean fromStart) {
    return switch (application) {
      case HTTP -> new HttpReader(options, fromStart, name -> null);
      case HTTP2, TLS, DNS, UNKNOWN -> null;
    };
  }

  @Override
  public void onStart(Connection connection) {}

  @Override
  public void onSegment(Connection connection, Segment segment) {}

  @Override
  public void onAckRound(Connection connection, AckRound round) {}

  @Override
  public void onEnd(Connection connection, long captureEndNs) {}
}
