package io.tcpdx.protocol.http2;

import io.tcpdx.connection.Direction;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.Application;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.ProtocolOptions;
import io.tcpdx.protocol.ProtocolReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the HTTP/2 of one connection. Where the capture begins within it, or lacks bytes, it goes
 * on at the next segment that begins with a frame; field blocks then give only what does not refer
 * to blocks before. Streams that were open at a gap are kept as uncertain, and count no more among
 * those that wait.
 */
public final class Http2Reader implements ProtocolReader {
  private static final String VERSION = "2";

  private final boolean upgraded;
  private final boolean fromStart;
  private final Streams streams;
  private final HalfReader client;
  private final HalfReader server;

  private Http2Reader(ProtocolOptions options, boolean fromStart, boolean upgraded) {
    this.upgraded = upgraded;
    this.fromStart = fromStart;
    streams = new Streams(fromStart);
    boolean keepAll = options.keepAllFields();
    client = new HalfReader(Direction.CLIENT_TO_SERVER, streams, keepAll, fromStart);
    server = new HalfReader(Direction.SERVER_TO_CLIENT, streams, keepAll, fromStart);
    if (upgraded) {
      streams.askByUpgrade();
    }
  }

  /**
   * @param options which fields to keep
   * @param fromStart whether the connection's first byte was captured
   */
  public Http2Reader(ProtocolOptions options, boolean fromStart) {
    this(options, fromStart, false);
  }

  /**
   * Reads what follows the 101 to {@code Upgrade: h2c} (RFC 7540 §3.2): the request that asked for
   * it is stream 1's, which this reader counts, but has not seen.
   */
  public static Http2Reader afterUpgrade(ProtocolOptions options) {
    return new Http2Reader(options, true, true);
  }

  @Override
  public void onBytes(
      Direction direction, ByteBuffer buffer, int offset, int length, long timeNs, long packet) {
    half(direction).read(buffer, offset, length, timeNs, packet);
  }

  @Override
  public void onGap(Direction direction, long length) {
    half(direction).gap(length);
  }

  @Override
  public void onEnd(Direction direction, StreamEnd end) {
    streams.cut(direction, end);
  }

  private HalfReader half(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? client : server;
  }

  @Override
  public long housekeepingBytes(Direction direction) {
    return half(direction).housekeepingBytes();
  }

  @Override
  public long unreadBytes(Direction direction) {
    return half(direction).unreadBytes();
  }

  @Override
  public Conversation conversation() {
    return new Conversation(
        Application.HTTP2, summary(), streams.transactions(), null, List.of(), null, limitsHit());
  }

  private HttpSummary summary() {
    return new HttpSummary(
        VERSION,
        upgraded || fromStart || client.prefaceSeen(),
        streams.requests(),
        streams.responses(),
        persistent(),
        streams.multiplexed(),
        streams.maxWaiting(),
        streams.unanswered(),
        client.resynchronised() + server.resynchronised(),
        List.of(),
        null);
  }

  private @Nullable Boolean persistent() {
    return streams.responses() == 0 ? null : Boolean.valueOf(!streams.serverGoesAway());
  }

  private List<String> limitsHit() {
    List<String> limits = new ArrayList<>();
    if (client.blockTooLong() || server.blockTooLong()) {
      limits.add("a field block of more than " + FieldBlock.MAX_BYTES / 1024 + " KiB was not read");
    }
    if (streams.exceedsExchanges()) {
      limits.add("only the first " + Conversation.MAX_EXCHANGES + " transactions are listed");
    }
    if (streams.passedOver() > 0) {
      limits.add("of more than " + Streams.MAX_OPEN + " streams open at once, the rest only count");
    }
    return limits;
  }
}
