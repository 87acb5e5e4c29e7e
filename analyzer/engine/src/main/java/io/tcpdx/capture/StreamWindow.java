package io.tcpdx.capture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A window on a stream: a heap buffer that is filled as far as asked for, never further ahead. */
final class StreamWindow extends ByteWindow {
  private static final int INITIAL_BYTES = 1 << 18;

  private final InputStream in;
  private byte[] bytes = new byte[INITIAL_BYTES];

  /** A view of {@link #bytes} whose limit stands behind the last byte that was read. */
  private ByteBuffer filled = ByteBuffer.wrap(bytes).limit(0);

  private boolean ended;
  private @Nullable String damage;

  StreamWindow(InputStream in) {
    this.in = in;
  }

  @Override
  boolean move(long position, int length) throws IOException {
    if (!discardBefore(position)) {
      return false;
    }
    // Grown only once the bytes so far have filled it: a length that lies costs no memory.
    while (filled.limit() < length) {
      if (filled.limit() == bytes.length) {
        grow(length);
      }
      if (!readMore()) {
        return false;
      }
    }
    return true;
  }

  private boolean discardBefore(long position) throws IOException {
    long unwanted = position - start();
    while (unwanted > filled.limit()) {
      unwanted -= filled.limit();
      view(filled.limit(0), position - unwanted);
      if (!readMore()) {
        return false;
      }
    }
    int kept = filled.limit() - (int) unwanted;
    System.arraycopy(bytes, (int) unwanted, bytes, 0, kept);
    view(filled.limit(kept), position);
    return true;
  }

  private void grow(int length) {
    int capacity = (int) Math.min(length, 2L * bytes.length);
    int count = filled.limit();
    bytes = Arrays.copyOf(bytes, capacity);
    filled = ByteBuffer.wrap(bytes).limit(count);
    view(filled, start());
  }

  private boolean readMore() throws IOException {
    if (ended) {
      return false;
    }
    int count = filled.limit();
    int read = readOrNoteDamage(count);
    if (read < 0) {
      ended = true;
      return false;
    }
    filled.limit(count + read);
    return true;
  }

  private int readOrNoteDamage(int at) throws IOException {
    try {
      return in.read(bytes, at, bytes.length - at);
    } catch (EOFException e) {
      damage = "the compressed data ends early";
      return -1;
    } catch (ZipException e) {
      damage = "the compressed data is corrupt";
      return -1;
    }
  }

  @Override
  long end() {
    return start() + filled.limit();
  }

  @Override
  @Nullable String damage() {
    return damage;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
