package io.tcpdx.connection;

import io.tcpdx.wire.Packet;
import io.tcpdx.wire.TcpView;

/**
 * One segment as its connection sees it: 64-bit positions, and what kind it is. Reused for every
 * segment; valid during the call that hands it out.
 */
public final class Segment {
  /** Carries sequence space never seen before (payload, SYN or FIN). */
  public static final int NEW = 1;

  /** Carries sequence space that was seen, or that was lost before the capture point. */
  public static final int RETRANSMISSION = 1 << 1;

  /** Fills a hole, and was sent before what made the hole: reordering. */
  public static final int OUT_OF_ORDER = 1 << 2;

  /** Seen before, at this place or another; nothing of it counts. */
  public static final int CAPTURE_DUPLICATE = 1 << 3;

  /** A keep-alive probe (RFC 9293 §3.8.4). */
  public static final int KEEP_ALIVE = 1 << 4;

  /** A zero-window probe (RFC 9293 §3.8.6.1). */
  public static final int WINDOW_PROBE = 1 << 5;

  /** Says a new window, and nothing else. */
  public static final int WINDOW_UPDATE = 1 << 6;

  /** Acknowledges again what was acknowledged, while data is outstanding (RFC 5681 §2). */
  public static final int DUPLICATE_ACK = 1 << 7;

  /** No payload, SYN, FIN or RST. */
  public static final int PURE_ACK = 1 << 8;

  /** Acknowledges sequence space for the first time. */
  public static final int ADVANCES_ACK = 1 << 9;

  /** Starts beyond what was seen so far: something before it is missing, as yet. */
  public static final int AFTER_GAP = 1 << 10;

  /**
   * Of the connection before on the same 4-tuple, come while this one's SYN was not answered;
   * nothing of it counts.
   */
  public static final int OF_PREVIOUS = 1 << 11;

  private static final int IPV4_HEADER_LENGTH = 20;
  private static final int IPV6_HEADER_LENGTH = 40;

  Packet packet = new Packet();
  Direction direction = Direction.CLIENT_TO_SERVER;
  long start;
  long end;
  long ack;
  long windowBytes;
  long newBytes;
  int flags;
  int payloadLength;
  int kinds;
  RetransmissionKind trigger = RetransmissionKind.UNKNOWN;

  /** Number of the packet in the capture, from 1. */
  public long number() {
    return packet.number();
  }

  /** Time of capture, nanoseconds since the epoch. */
  public long timeNs() {
    return packet.timeNs();
  }

  /** Which way it goes. */
  public Direction direction() {
    return direction;
  }

  /** 64-bit position of its first byte of sequence space. */
  public long start() {
    return start;
  }

  /** One past its last byte of sequence space; SYN and FIN take one each. */
  public long end() {
    return end;
  }

  /** 64-bit position that it acknowledges; meaningful where {@link #has} ACK. */
  public long ack() {
    return ack;
  }

  /** The advertised window in bytes, scaled as far as the scale is known. */
  public long windowBytes() {
    return windowBytes;
  }

  /** Payload bytes, by the IP header. */
  public int payloadLength() {
    return payloadLength;
  }

  /** Bytes of sequence space never seen before. */
  public long newBytes() {
    return newBytes;
  }

  /** The TCP flags. */
  public int flags() {
    return flags;
  }

  /** Whether all of these TCP flags are set. */
  public boolean has(int tcpFlags) {
    return (flags & tcpFlags) == tcpFlags;
  }

  /** Whether any of these TCP flags is set. */
  public boolean hasAny(int tcpFlags) {
    return (flags & tcpFlags) != 0;
  }

  /** Whether it is of any of these kinds. */
  public boolean is(int anyKind) {
    return (kinds & anyKind) != 0;
  }

  /** Whether it is a SYN, with or without ACK. */
  public boolean syn() {
    return (flags & TcpView.SYN) != 0;
  }

  /** What set it off; means something only where it is a {@link #RETRANSMISSION}. */
  public RetransmissionKind trigger() {
    return trigger;
  }

  /** Bytes of its IP and TCP headers, TCP's options included and IP's not. */
  public int headerBytes() {
    return (packet.ipVersion() == 4 ? IPV4_HEADER_LENGTH : IPV6_HEADER_LENGTH)
        + packet.tcp().headerLength();
  }
}
