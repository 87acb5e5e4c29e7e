package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Bytes that arrive in order are handed on without allocation. */
final class ReassemblerAllocationTest {
  /** What allocates for each packet does so in every round; what the JVM does now and then, not. */
  private static final int MOST_ROUNDS = 8;

  private static final int PACKETS = 20_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final byte[] payload = new byte[1000];
  private final Counter counter = new Counter();

  private static final class Counter implements StreamListener {
    long bytes;
    long gaps;

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
      bytes += length;
    }

    @Override
    public void onGap(Connection connection, Direction direction, long position, long length) {
      gaps += length;
    }

    @Override
    public void onEnd(Connection connection, Direction direction, StreamEnd end) {}
  }

  @Test
  void streamInOrderAllocatesNothing() {
    ReassemblerConversation talk = new ReassemblerConversation(counter).handshake();
    long offset = 0;
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < MOST_ROUNDS && allocated > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < PACKETS; i++) {
        talk.data(Direction.CLIENT_TO_SERVER, offset, payload);
        offset += payload.length;
        talk.ack(Direction.SERVER_TO_CLIENT, offset);
      }
      allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(counter.bytes).isEqualTo(offset);
    assertThat(counter.gaps).isZero();
    assertThat(allocated).isZero();
  }
}
