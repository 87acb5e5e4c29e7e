package io.tcpdx.lab.sys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Counts sockets in TIME_WAIT, from where {@code ss} would have them too, without starting a
 * program and without garbage: a collection would stop the link.
 */
public final class TimeWaits {

  private static final List<Path> TABLES =
      List.of(Path.of("/proc/thread-self/net/tcp"), Path.of("/proc/thread-self/net/tcp6"));

  /** TCP_TIME_WAIT of include/net/tcp_states.h. */
  private static final int TIME_WAIT = 6;

  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int HEXADECIMAL = 16;
  private static final int CHUNK = 65_536;

  private final boolean atServer;
  private final byte[] chunk = new byte[CHUNK];
  private final int[] byPort = new int[0x10000];
  private int field;
  private int value;
  private boolean inField;
  private int port;

  /**
   * @param atServer whether the server's port, by which they are counted, is the local one
   */
  public TimeWaits(boolean atServer) {
    this.atServer = atServer;
  }

  /** Counts those in the namespace of the calling thread; returns how many there are. */
  public int count() throws IOException {
    Arrays.fill(byPort, 0);
    int total = 0;
    for (Path table : TABLES) {
      if (Files.exists(table)) {
        try (InputStream in = Files.newInputStream(table)) {
          for (int got = in.read(chunk); got > 0; got = in.read(chunk)) {
            total += count(chunk, got);
          }
        }
      }
    }
    return total;
  }

  /** How many of the last count have that port at the server. */
  public int toPort(int serverPort) {
    return byPort[serverPort];
  }

  /** Reads on in the format of {@code /proc/net/tcp} and {@code tcp6}, wherever it was cut. */
  int count(byte[] bytes, int length) {
    int found = 0;
    for (int i = 0; i < length; i++) {
      byte b = bytes[i];
      if (b > ' ') {
        character(b);
        continue;
      }
      if (inField) {
        found += endField();
      }
      if (b == '\n') {
        field = 0;
      }
    }
    return found;
  }

  private void character(byte b) {
    inField = true;
    // What precedes the colon is the address; of the title line nothing is a number.
    value = b == ':' ? 0 : value * HEXADECIMAL + Math.max(0, Character.digit(b, HEXADECIMAL));
  }

  private int endField() {
    inField = false;
    int ended = field++;
    int read = value;
    value = 0;
    if (ended == (atServer ? LOCAL : REMOTE)) {
      port = read & 0xffff;
    } else if (ended == STATE && read == TIME_WAIT) {
      byPort[port]++;
      return 1;
    }
    return 0;
  }
}
