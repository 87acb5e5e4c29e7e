package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes what a {@link StreamListener} is told, and holds it against the contract: positions rise
 * without a hole, and nothing follows an end.
 */
final class ReassemblerRecord implements StreamListener {
  /** Stands for a byte of a gap in {@link #text}. */
  static final char MISSING = '_';

  private final List<StringBuilder> events = List.of(new StringBuilder(), new StringBuilder());
  private final List<String> inOrderOfTelling = new ArrayList<>();
  private final ByteArrayOutputStream[] streams = {
    new ByteArrayOutputStream(), new ByteArrayOutputStream()
  };
  private final List<List<Boolean>> known = List.of(new ArrayList<>(), new ArrayList<>());
  private final long[] next = {-1, -1};
  private final StreamEnd[] ends = new StreamEnd[2];
  final List<Long> times = new ArrayList<>();
  final List<Long> packets = new ArrayList<>();
  final List<ByteBuffer> buffers = new ArrayList<>();
  final List<Integer> offsets = new ArrayList<>();

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
    assertThat(length).isPositive();
    advance(direction, position, length);
    byte[] copy = new byte[length];
    buffer.get(offset, copy);
    note(direction, copy, true);
    times.add(timeNs);
    packets.add(packet);
    buffers.add(buffer);
    offsets.add(offset);
  }

  @Override
  public void onGap(Connection connection, Direction direction, long position, long length) {
    assertThat(length).isPositive();
    advance(direction, position, length);
    note(
        direction,
        String.valueOf(MISSING).repeat((int) length).getBytes(StandardCharsets.US_ASCII),
        false);
  }

  @Override
  public void onEnd(Connection connection, Direction direction, StreamEnd end) {
    assertThat(ends[direction.index()]).isNull();
    ends[direction.index()] = end;
    inOrderOfTelling.add(direction.sender().noun() + " " + end);
  }

  private void advance(Direction direction, long position, long length) {
    int index = direction.index();
    assertThat(ends[index]).isNull();
    if (next[index] >= 0) {
      assertThat(position).isEqualTo(next[index]);
    }
    next[index] = position + length;
  }

  private void note(Direction direction, byte[] told, boolean isKnown) {
    int index = direction.index();
    streams[index].writeBytes(told);
    for (int i = 0; i < told.length; i++) {
      known.get(index).add(isKnown);
    }
    String text = new String(told, StandardCharsets.US_ASCII);
    events.get(index).append(text);
    inOrderOfTelling.add(direction.sender().noun() + " " + text);
  }

  /** All of a direction, with {@link #MISSING} for the bytes of gaps. */
  String text(Direction direction) {
    return events.get(direction.index()).toString();
  }

  byte[] bytes(Direction direction) {
    return streams[direction.index()].toByteArray();
  }

  /** For each byte of {@link #bytes} whether it was handed over, rather than told of as a gap. */
  List<Boolean> known(Direction direction) {
    return known.get(direction.index());
  }

  StreamEnd end(Direction direction) {
    return ends[direction.index()];
  }

  /** What was told, in the order in which it was told, each with its sender. */
  List<String> inOrderOfTelling() {
    return inOrderOfTelling;
  }
}
