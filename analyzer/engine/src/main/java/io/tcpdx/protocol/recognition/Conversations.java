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
import io.tcpdx.protocol.Lookup;
import io.tcpdx.protocol.ProtocolOptions;
import io.tcpdx.protocol.ProtocolReader;
import io.tcpdx.protocol.dns.DnsReader;
import io.tcpdx.protocol.dns.Lookups;
import io.tcpdx.protocol.http.Heads;
import io.tcpdx.protocol.http.HttpReader;
import io.tcpdx.protocol.http2.Http2Reader;
import io.tcpdx.protocol.tls.TlsReader;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows what is said on every connection of a capture. */
public final class Conversations implements ConnectionListener, StreamListener {
  private final int slot;
  private final ProtocolOptions options;
  private final Lookups lookups;
  private final Heads heads;

  /** By whose answer the connections now open were begun, by their ids. */
  private final Map<Integer, Lookup> usedLookups = new HashMap<>();

  /**
   * @param slot where the connections carry what is said on them
   * @param options what the readers must be told
   * @param lookups follows DNS
   */
  public Conversations(int slot, ProtocolOptions options, Lookups lookups) {
    this.slot = slot;
    this.options = options;
    this.lookups = lookups;
    this.heads = new Heads(options.keepAllFields());
  }

  /** What was said on a connection so far. */
  public Conversation of(Connection connection) {
    if (!(connection.attachment(slot) instanceof Talk talk)) {
      return Conversation.NONE.after(usedLookups.get(connection.id()));
    }
    Conversation said = talk.conversation().after(usedLookups.get(connection.id()));
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
    noteHousekeeping(connection, talk, direction, position, length, packet);
    if (talk.givenUp()) {
      connection.ignoreStreams();
    }
  }

  /** Has the connection know whether what was handed over last ends with housekeeping. */
  private static void noteHousekeeping(
      Connection connection,
      Talk talk,
      Direction direction,
      long position,
      long length,
      long packet) {
    long bytes = talk.housekeepingBytes(direction);
    long unread = talk.unreadBytes(direction);
    if (unread > 0) {
      connection.noteUnread(direction, position + length - unread);
    } else if (bytes == 0) {
      connection.noteHousekeeping(direction, Long.MAX_VALUE, Long.MAX_VALUE);
    } else if (bytes > 0) {
      long start = position + length - bytes;
      connection.noteHousekeeping(direction, start, start > position ? packet + 1 : packet);
    }
  }

  @Override
  public void onGap(Connection connection, Direction direction, long position, long length) {
    Talk talk = talk(connection);
    talk.onGap(direction, length);
    noteHousekeeping(connection, talk, direction, position, length, connection.lastPacket());
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
    Talk talk = new Talk((spoken, whole) -> reader(connection, spoken, whole), fromStart, forced);
    connection.attach(slot, talk);
    return talk;
  }

  private @Nullable ProtocolReader reader(
      Connection connection, Application application, boolean fromStart) {
    return switch (application) {
      case HTTP -> new HttpReader(heads, fromStart, this::afterHttp);
      case HTTP2 -> new Http2Reader(options, fromStart);
      case DNS -> new DnsReader(lookups, connection);
      case TLS -> new TlsReader(fromStart);
      case UNKNOWN -> null;
    };
  }

  /**
   * The reader of what HTTP/1 became: of HTTP/2, if that is what it upgraded to. In a tunnel that
   * CONNECT opened nearly all is TLS; what is not, that reader passes over.
   */
  private @Nullable ProtocolReader afterHttp(String protocol) {
    return switch (protocol) {
      case "h2c" -> Http2Reader.afterUpgrade(options);
      case "CONNECT" -> new TlsReader(true);
      default -> null;
    };
  }

  @Override
  public void onStart(Connection connection) {
    Lookup used = lookups.usedBy(connection);
    if (used != null) {
      usedLookups.put(connection.id(), used);
    }
  }

  @Override
  public void onSegment(Connection connection, Segment segment) {}

  @Override
  public void onAckRound(Connection connection, AckRound round) {}

  /** The connection was told of, with what was said on it: nothing of it is kept. */
  public void forget(Connection connection) {
    usedLookups.remove(connection.id());
  }

  @Override
  public void onEnd(Connection connection, long captureEndNs) {}
}
