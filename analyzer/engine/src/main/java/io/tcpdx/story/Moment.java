package io.tcpdx.story;

import io.tcpdx.connection.Act;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.Pause;
import io.tcpdx.connection.RetransmissionKind;
import io.tcpdx.connection.Segment;
import io.tcpdx.connection.SendLimit;
import org.jspecify.annotations.Nullable;

/** One segment as the story keeps it, and what became known of it later. */
final class Moment {
  /** What a segment is to the story. */
  enum Kind {
    SYN,
    SYN_ACK,
    /** The ACK that completes the set-up. */
    ESTABLISH,
    DATA,
    /** Payload that starts beyond what was seen so far. */
    DATA_AFTER_GAP,
    ACK,
    DUPLICATE_ACK,
    WINDOW_UPDATE,
    WINDOW_CLOSED,
    WINDOW_OPENED,
    WINDOW_PROBE,
    KEEP_ALIVE,
    /** Sent again: payload, SYN or FIN. */
    AGAIN,
    /** Overtaken on its way. */
    LATE,
    FIN,
    RESET,
    /** In the capture twice. */
    COPY;

    /** Whether it is part of data that flows, and of its acknowledgment. */
    boolean flows() {
      return switch (this) {
        case DATA, DATA_AFTER_GAP, ACK, DUPLICATE_ACK, WINDOW_UPDATE -> true;
        default -> false;
      };
    }
  }

  final long packet;
  final long timeNs;
  final Direction direction;
  final int flags;
  final int payloadBytes;
  final long start;
  final long ack;
  final long windowBytes;
  final Kind kind;

  /** Payload bytes that it acknowledges for the first time. */
  long ackedBytes;

  /** Whether it acknowledges the other side's FIN for the first time. */
  boolean acksFin;

  /** Whether it completes the set-up. */
  boolean establishes;

  /** For {@code DATA_AFTER_GAP}: bytes before it that the capture has not seen. */
  long gapBytes;

  /** How long its sender held the ACK back, in nanoseconds; 0 where it did not. */
  long delayedNs;

  /** How long Nagle's algorithm held it, in nanoseconds; 0 where it did not. */
  long nagleNs;

  /** Number of the packet whose ACK let it go; only where Nagle's algorithm held it. */
  long releasedBy;

  /** Why it was sent again; null where that is not known, or it was not. */
  @Nullable RetransmissionKind trigger;

  boolean needless;
  int backOff;

  /** The pause that it ended. */
  long pauseNs;

  Act pauseAfter = Act.NONE;
  boolean turn;
  SendLimit limit = SendLimit.UNKNOWN;
  boolean slowStart;

  Moment(Segment segment, Kind kind) {
    this.packet = segment.number();
    this.timeNs = segment.timeNs();
    this.direction = segment.direction();
    this.flags = segment.flags();
    this.payloadBytes = segment.payloadLength();
    this.start = segment.start();
    this.ack = segment.ack();
    this.windowBytes = segment.windowBytes();
    this.kind = kind;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Which way the data goes that it carries, or acknowledges. */
  Direction dataDirection() {
    return switch (kind) {
      case ACK, DUPLICATE_ACK, WINDOW_UPDATE -> direction.opposite();
      default -> direction;
    };
  }

  void endsPause(Pause pause) {
    pauseNs = pause.durationNs();
    pauseAfter = pause.beforeAct();
    turn = pause.before() != pause.after();
    limit = pause.sameSender() ? pause.limit() : SendLimit.UNKNOWN;
    slowStart = pause.slowStart();
  }
}
