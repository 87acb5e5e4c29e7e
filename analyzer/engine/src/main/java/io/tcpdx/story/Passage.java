package io.tcpdx.story;

import io.tcpdx.connection.Direction;
import io.tcpdx.connection.Side;
import io.tcpdx.story.Moment.Kind;
import java.util.List;

/** Moments that are told in one line: data that flows one way with its ACKs, or several alike. */
final class Passage {
  private final Moment first;
  private final List<String> waits;
  private Moment last;
  private int segments;
  private int dataSegments;
  private long dataBytes;
  private int acks;
  private int duplicateAcks;
  private int windowUpdates;
  private long ackedBytes;
  private boolean finAcked;
  private long lastDataNs;

  Passage(Moment first, List<String> waits) {
    this.first = first;
    this.last = first;
    this.waits = waits;
    add(first);
  }

  /** Whether that moment goes on with this. */
  boolean takes(Moment moment) {
    if (first.kind.flows()) {
      return moment.kind.flows()
          && moment.kind != Kind.DATA_AFTER_GAP
          && !moment.establishes
          && moment.dataDirection() == first.dataDirection();
    }
    return moment.kind == first.kind && moment.direction == first.direction && repeats(moment);
  }

  private boolean repeats(Moment moment) {
    return switch (first.kind) {
      case LATE, COPY -> true;
      case AGAIN ->
          moment.trigger == first.trigger
              && moment.needless == first.needless
              && moment.backOff == first.backOff
              && moment.payloadBytes > 0
              && first.payloadBytes > 0;
      default -> false;
    };
  }

  void add(Moment moment) {
    last = moment;
    segments++;
    dataBytes += moment.payloadBytes;
    switch (moment.kind) {
      case ACK -> acks++;
      case DUPLICATE_ACK -> duplicateAcks++;
      case WINDOW_UPDATE -> windowUpdates++;
      default -> {
        dataSegments++;
        lastDataNs = moment.timeNs;
      }
    }
    if (moment.dataDirection() != moment.direction) {
      ackedBytes += moment.ackedBytes;
      finAcked |= moment.acksFin;
    }
  }

  Moment first() {
    return first;
  }

  Moment last() {
    return last;
  }

  List<String> waits() {
    return waits;
  }

  int segments() {
    return segments;
  }

  /** Segments that carry data. */
  int dataSegments() {
    return dataSegments;
  }

  /** Payload bytes of all segments. */
  long dataBytes() {
    return dataBytes;
  }

  /** ACKs without data, the duplicates among them. */
  int acks() {
    return acks + duplicateAcks + windowUpdates;
  }

  int duplicateAcks() {
    return duplicateAcks;
  }

  int windowUpdates() {
    return windowUpdates;
  }

  /** Payload bytes that its ACKs acknowledge. */
  long ackedBytes() {
    return ackedBytes;
  }

  boolean finAcked() {
    return finAcked;
  }

  /** From its first segment to the last that carries data, in nanoseconds. */
  long sendingNs() {
    return lastDataNs - first.timeNs;
  }

  /** Who sent it; where data flows, who sent the data. */
  Side side() {
    Direction direction = dataSegments > 0 ? first.dataDirection() : first.direction;
    return direction.sender();
  }
}
