package io.tcpdx.connection;

import io.tcpdx.wire.Packet;
import io.tcpdx.wire.TcpOptions;
import io.tcpdx.wire.TcpView;

/**
 * Recognises frames that a capture holds twice (SPAN ports, capturing on two interfaces of one
 * path): the same segment of the same IP packet, moments apart. A retransmission is another IP
 * packet: where the sender numbers its packets the number differs, and where it does not, the time
 * does.
 */
final class RecentSegments {
  /**
   * Same IP identification: the same packet, as long as the number has not wrapped. A router's two
   * sides are milliseconds apart at most.
   */
  static final long SAME_ID_WINDOW_NS = 50_000_000L;

  /**
   * Without an identification: shorter than any sender takes to send a segment again on purpose.
   */
  static final long NO_ID_WINDOW_NS = 1_000_000L;

  private static final int REMEMBERED = 8;

  private final long[] prints = new long[REMEMBERED];
  private final long[] times = new long[REMEMBERED];
  private int next;

  /** Whether this is a second copy; where it is not, it is remembered. */
  boolean isDuplicate(Packet packet) {
    if (packet.ipIdentification() <= 0 && (packet.tcp().flags() & TcpView.RST) != 0) {
      return false; // each segment that comes to a closed socket is answered by the same reset
    }
    long print = print(packet);
    // a SYN-ACK of Linux has no number, but no SYN is sent again sooner (RFC 6298 §2.1, §5.7)
    boolean sure = packet.ipIdentification() > 0 || (packet.tcp().flags() & TcpView.SYN) != 0;
    long window = sure ? SAME_ID_WINDOW_NS : NO_ID_WINDOW_NS;
    for (int i = 0; i < REMEMBERED; i++) {
      if (prints[i] == print && Math.abs(packet.timeNs() - times[i]) <= window) {
        return true;
      }
    }
    prints[next] = print;
    times[next] = packet.timeNs();
    next = (next + 1) & (REMEMBERED - 1);
    return false;
  }

  private static long print(Packet packet) {
    TcpView tcp = packet.tcp();
    TcpOptions options = packet.tcpOptions();
    long print = mix(((long) tcp.sequence() << 32) | (tcp.acknowledgment() & 0xffffffffL));
    print =
        mix(print ^ (((long) packet.payloadLength() << 32) | (tcp.window() << 8) | tcp.flags()));
    print = mix(print ^ packet.ipIdentification());
    if (options.hasTimestamps()) {
      print =
          mix(
              print
                  ^ (((long) options.timestampValue() << 32)
                      | (options.timestampEcho() & 0xffffffffL)));
    }
    for (int i = 0; i < options.sackBlockCount(); i++) {
      print = mix(print ^ (((long) options.sackLeft(i) << 32) | options.sackRight(i)));
    }
    return print | 1;
  }

  /** The finalizer of SplitMix64: spreads every bit of the input over the output. */
  static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
