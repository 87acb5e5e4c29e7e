package io.tcpdx.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Standard input that can be ended from within: a read that waits for a pipe cannot be woken, so a
 * thread of its own does the waiting.
 */
final class StoppableInput extends InputStream {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int CHUNKS_AHEAD = 16;

  /** What was read and not yet asked for; an empty one stands for the end. */
  private final BlockingQueue<ByteBuffer> chunks = new ArrayBlockingQueue<>(CHUNKS_AHEAD);

  private final InputStream in;
  private ByteBuffer current = ByteBuffer.allocate(0);
  private boolean ended;
  private volatile boolean stopped;
  private volatile @Nullable IOException failure;

  private StoppableInput(InputStream in) {
    this.in = in;
  }

  /** Starts to read {@code in}, which stays open. */
  static StoppableInput of(InputStream in) {
    StoppableInput input = new StoppableInput(in);
    Thread pump = new Thread(input::pump, "standard-input");
    pump.setDaemon(true);
    pump.start();
    return input;
  }

  /** Lets every read answer that the input has ended. */
  void stop() {
    stopped = true;
    // Makes room for the mark of the end, which wakes who waits.
    chunks.clear();
    boolean waiting = chunks.offer(ByteBuffer.allocate(0));
    assert waiting || !chunks.isEmpty();
  }

  private void pump() {
    try {
      boolean more = true;
      while (more && !stopped) {
        byte[] bytes = new byte[CHUNK_BYTES];
        int length = readChunk(bytes);
        chunks.put(ByteBuffer.wrap(bytes, 0, length));
        more = length > 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int readChunk(byte[] bytes) {
    try {
      return Math.max(0, in.read(bytes, 0, bytes.length));
    } catch (IOException e) {
      failure = e;
      return 0;
    }
  }

  @Override
  public int read() throws IOException {
    return advance() ? current.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!advance()) {
      return -1;
    }
    int copied = Math.min(length, current.remaining());
    current.get(target, offset, copied);
    return copied;
  }

  /** Waits for bytes; false at the end. */
  private boolean advance() throws IOException {
    if (current.hasRemaining()) {
      return true;
    }
    if (stopped || ended) {
      return false;
    }
    try {
      current = chunks.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for standard input");
    }
    ended = !current.hasRemaining();
    IOException why = failure;
    if (ended && why != null && !stopped) {
      throw why;
    }
    return !ended;
  }

  /** Ends this stream; standard input itself stays as it is. */
  @Override
  public void close() {
    stop();
  }
}
