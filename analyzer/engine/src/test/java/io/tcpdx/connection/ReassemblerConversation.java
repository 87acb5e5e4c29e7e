package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.wire.DecodeStatus;
import io.tcpdx.wire.Frame;
import io.tcpdx.wire.LinkFallback;
import io.tcpdx.wire.LinkTypes;
import io.tcpdx.wire.Packet;
import io.tcpdx.wire.PacketDecoder;
import io.tcpdx.wire.TcpView;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection fed segment by segment through decoder and table; offsets count payload bytes of
 * the side's stream from 0.
 */
final class ReassemblerConversation implements ConnectionListener {
  static final long STEP_NS = 20_000_000L;

  private static final byte[] NOTHING = {};
  private static final int HEADERS = 40;
  private static final int FRAME_LIMIT = 1 << 16;

  private final PacketDecoder decoder = new PacketDecoder(LinkFallback.NONE);
  private final Packet packet = new Packet();
  private final Frame frame = new Frame();
  private final ByteBuffer bytes = ByteBuffer.allocate(FRAME_LIMIT);
  private final int[] initial = new int[2];
  private final int limit;
  private final ConnectionTable table;
  private final List<ConnectionSummary> ended = new ArrayList<>();
  private final StreamListener streams;
  private @Nullable Connection connection;
  private long number;
  private long nowNs = 1_000_000_000L;

  ReassemblerConversation(StreamListener streams) {
    this(streams, 1_000_000, Reassembler.MAX_HELD_BYTES);
  }

  /**
   * @param initial the client's initial sequence number; the server's is another
   * @param limit bytes that may be held
   */
  ReassemblerConversation(StreamListener streams, int initial, int limit) {
    this.initial[0] = initial;
    this.initial[1] = initial ^ 0x5a5a5a5a;
    this.limit = limit;
    this.table = new ConnectionTable(this, 60_000_000_000L, 60_000_000_000L, 10, streams);
    this.streams = streams;
  }

  /** Both SYNs and the ACK that completes the handshake. */
  ReassemblerConversation handshake() {
    send(Direction.CLIENT_TO_SERVER, TcpView.SYN, -1, -1, NOTHING, 0);
    send(Direction.SERVER_TO_CLIENT, TcpView.SYN | TcpView.ACK, -1, 0, NOTHING, 0);
    return ack(Direction.CLIENT_TO_SERVER, 0);
  }

  /** Payload that acknowledges nothing new. */
  ReassemblerConversation data(Direction direction, long offset, String text) {
    return data(direction, offset, text.getBytes(StandardCharsets.US_ASCII));
  }

  ReassemblerConversation data(Direction direction, long offset, byte[] payload) {
    return send(direction, TcpView.ACK, offset, 0, payload, payload.length);
  }

  /** A bare ACK that {@code direction}'s sender sends for the other side's bytes. */
  ReassemblerConversation ack(Direction direction, long acknowledged) {
    return send(direction, TcpView.ACK, 0, acknowledged, NOTHING, 0);
  }

  /**
   * @param captured bytes of payload that the capture keeps
   */
  ReassemblerConversation send(
      Direction direction, int flags, long offset, long ack, byte[] payload, int captured) {
    fill(direction, flags, offset, ack, payload);
    int length = HEADERS + payload.length;
    nowNs += STEP_NS;
    frame.set(bytes, 0, HEADERS + captured, length, nowNs, LinkTypes.IPV4, ++number);
    if (decoder.decode(frame, packet) != DecodeStatus.TCP) {
      throw new AssertionError("segment " + number + " is none");
    }
    table.onPacket(packet);
    return this;
  }

  private void fill(Direction direction, int flags, long offset, long ack, byte[] payload) {
    int from = direction.index();
    int length = HEADERS + payload.length;
    bytes.clear();
    bytes.putInt(0x4500_0000 | length).putInt(0).putInt(0x4006_0000);
    bytes.putInt(0x0a07_0001 + from).putInt(0x0a07_0002 - from);
    bytes.putShort((short) (from == 0 ? 40_000 : 80)).putShort((short) (from == 0 ? 80 : 40_000));
    bytes.putInt(initial[from] + 1 + (int) offset);
    bytes.putInt((flags & TcpView.ACK) == 0 ? 0 : initial[1 - from] + 1 + (int) ack);
    bytes.putInt(0x5000_0000 | flags << 16 | 0xffff).putInt(0);
    bytes.put(payload).clear();
  }

  /** The capture ends; answers with the connection's summary. */
  ConnectionSummary finish() {
    table.finish();
    assertThat(ended).hasSize(1);
    return ended.get(0);
  }

  int heldBytes() {
    Connection current = connection;
    Reassembler reassembler = current == null ? null : current.reassembler;
    return reassembler == null ? 0 : reassembler.heldBytes();
  }

  long packets() {
    return number;
  }

  long nowNs() {
    return nowNs;
  }

  /** The buffer that each packet's bytes stand in. */
  ByteBuffer frameBytes() {
    return bytes;
  }

  @Override
  public void onStart(Connection started) {
    connection = started;
    started.reassembler = new Reassembler(streams, limit);
  }

  @Override
  public void onSegment(Connection current, Segment segment) {}

  @Override
  public void onAckRound(Connection current, AckRound round) {}

  @Override
  public void onEnd(Connection current, long captureEndNs) {
    ended.add(current.summary(captureEndNs));
  }
}
