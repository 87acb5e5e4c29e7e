package io.tcpdx.capture;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A window that maps part after part of a regular file into memory. */
final class MappedWindow extends ByteWindow {
  private final FileChannel channel;
  private final int windowBytes;

  /** The file's length when it was opened: what is appended later is not read. */
  private final long size;

  private MappedWindow(FileChannel channel, int windowBytes) throws IOException {
    this.channel = channel;
    this.windowBytes = windowBytes;
    this.size = channel.size();
  }

  static MappedWindow open(Path path, int windowBytes) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new MappedWindow(channel, windowBytes);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  boolean move(long position, int length) throws IOException {
    if (length > size - position) {
      return false;
    }
    long bytes = Math.min(Math.max(windowBytes, length), size - position);
    view(channel.map(MapMode.READ_ONLY, position, bytes), position);
    return true;
  }

  @Override
  long end() {
    return size;
  }

  @Override
  @Nullable String damage() {
    return null;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
