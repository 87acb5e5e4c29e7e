package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.wire.Packet;
import io.tcpdx.wire.TcpView;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Sequence numbers have 32 bits and wrap; streams do not. */
final class StreamPositionsTest {
  private static final int LARGEST = 60_000;

  private final Segments segments = new Segments();

  private ConnectionSummary summary(Stream stream) {
    Ends ends = new Ends();
    ConnectionTable table = new ConnectionTable(ends, 60_000_000_000L, 10);
    stream.feed(table);
    table.finish();
    assertThat(ends.summaries).hasSize(1);
    return ends.summaries.get(0);
  }

  private interface Stream {
    void feed(ConnectionTable table);
  }

  /** Between packets: sequence numbers do not come round within the life of a copy. */
  private static final long PACE_NS = 10_000;

  /** More than 4 GiB, in jumps as a capture with losses has them, from any initial number. */
  @Property(tries = 20)
  void aStreamOverManyWrapsCountsEveryByte(
      @ForAll @LongRange(max = 0xffff_ffffL) long initial,
      @ForAll @IntRange(min = 20_000, max = LARGEST) int size) {
    long total = 3L << 32;
    long[] sent = new long[1];
    ConnectionSummary summary =
        summary(
            table -> {
              long now = 0;
              table.onPacket(packet(now += PACE_NS, true, TcpView.SYN, initial, 0, 0));
              int syn = TcpView.SYN | TcpView.ACK;
              table.onPacket(packet(now += PACE_NS, false, syn, 77, initial + 1, 0));
              while (sent[0] < total) {
                long start = initial + 1 + sent[0];
                table.onPacket(packet(now += PACE_NS, true, TcpView.ACK, start, 78, size));
                sent[0] += size;
                table.onPacket(packet(now += PACE_NS, false, TcpView.ACK, 78, start + size, 0));
              }
            });

    assertThat(summary.clientToServer().payloadBytes()).isEqualTo(sent[0]);
    assertThat(summary.clientToServer().missingBytes()).isZero();
    assertThat(summary.clientToServer().retransmissions().total()).isZero();
    assertThat(summary.clientToServer().maxFlightBytes()).isEqualTo(size);
  }

  /** However a stream is cut into segments, and whatever of it is sent again. */
  @Property(tries = 300)
  void cuttingAStreamDifferentlyChangesNoByteCounts(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 3000) Integer> cuts,
      @ForAll @Size(max = 10) List<@IntRange(max = 60_000) Integer> again,
      @ForAll @LongRange(max = 0xffff_ffffL) long initial) {
    int total = cuts.stream().mapToInt(Integer::intValue).sum();
    ConnectionSummary summary =
        summary(
            table -> {
              long now = 0;
              table.onPacket(packet(now, true, TcpView.SYN, initial, 0, 0));
              long at = initial + 1;
              for (int cut : cuts) {
                now += 10_000_000;
                table.onPacket(packet(now, true, TcpView.ACK, at, 1, cut));
                at += cut;
              }
              for (int from : again) {
                now += 300_000_000;
                int start = from % total;
                int length = Math.min(total - start, 1400); // one segment of the default size
                table.onPacket(packet(now, true, TcpView.ACK, initial + 1 + start, 1, length));
              }
              table.onPacket(packet(now + 1, false, TcpView.ACK, 1, at, 0));
            });

    assertThat(summary.clientToServer().payloadBytes()).isEqualTo(total);
    assertThat(summary.clientToServer().missingBytes()).isZero();
    assertThat(summary.clientToServer().segments()).isEqualTo(1 + cuts.size() + again.size());
    assertThat(summary.clientToServer().retransmissions().total()).isEqualTo(again.size());
  }

  /** In any order: what arrives late fills its hole. */
  @Property(tries = 300)
  void theOrderOfArrivalChangesNoByteCounts(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 1000) Integer> keys,
      @ForAll @LongRange(max = 0xffff_ffffL) long initial) {
    int size = 1000;
    ConnectionSummary summary =
        summary(
            table -> {
              table.onPacket(packet(0, true, TcpView.SYN, initial, 0, 0));
              long[] now = {0};
              IntStream.range(0, keys.size())
                  .boxed()
                  .sorted(Comparator.comparing(keys::get))
                  .forEach(
                      index -> {
                        now[0] += 1000;
                        long start = initial + 1 + (long) index * size;
                        table.onPacket(packet(now[0], true, TcpView.ACK, start, 1, size));
                      });
              long end = initial + 1 + (long) keys.size() * size;
              table.onPacket(packet(now[0] + 1, false, TcpView.ACK, 1, end, 0));
            });

    assertThat(summary.clientToServer().payloadBytes()).isEqualTo((long) keys.size() * size);
    assertThat(summary.clientToServer().missingBytes()).isZero();
  }

  private Packet packet(
      long now, boolean fromClient, int flags, long sequence, long ack, int length) {
    return segments.packet(now, fromClient, 40_000, flags, sequence, ack, length);
  }
}
