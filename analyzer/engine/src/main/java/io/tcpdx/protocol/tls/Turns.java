package io.tcpdx.protocol.tls;

import io.tcpdx.connection.Direction;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes turns of the directions in which application data goes: the client's data, then the
 * server's, up to the client's next. What the server says before the client asked anything belongs
 * to no turn.
 */
final class Turns {
  private static final class Open {
    final long startNs;
    final long firstPacket;
    long askedNs;
    long answerNs = Exchange.NEVER;
    long endNs;
    long lastPacket;
    long requestBytes;
    long responseBytes;

    Open(long startNs, long firstPacket) {
      this.startNs = startNs;
      this.askedNs = startNs;
      this.endNs = startNs;
      this.firstPacket = firstPacket;
      this.lastPacket = firstPacket;
    }

    Turn turn() {
      return new Turn(
          startNs, askedNs, answerNs, endNs, firstPacket, lastPacket, requestBytes, responseBytes);
    }
  }

  /** A run of records that may be tickets or the answer. */
  private static final class Perhaps {
    final long startNs;
    long endNs;
    long lastPacket;
    long bytes;

    Perhaps(long startNs) {
      this.startNs = startNs;
    }
  }

  private final List<Turn> ended = new ArrayList<>();
  private long forgotten;
  private @Nullable Open open;
  private @Nullable Perhaps perhaps;

  /** A record of application data begins, with that many bytes. */
  void begin(Direction direction, long bytes, long timeNs, long packet) {
    if (direction == Direction.CLIENT_TO_SERVER) {
      asks(bytes, timeNs, packet);
    } else {
      answers(bytes, timeNs);
    }
    goOn(direction, timeNs, packet);
  }

  private void asks(long bytes, long timeNs, long packet) {
    settle();
    Open turn = open;
    if (turn == null || turn.answerNs != Exchange.NEVER) {
      end();
      turn = new Open(timeNs, packet);
      open = turn;
    }
    turn.requestBytes += bytes;
  }

  private void answers(long bytes, long timeNs) {
    perhaps = null;
    Open turn = open;
    if (turn != null) {
      turn.answerNs = turn.answerNs == Exchange.NEVER ? timeNs : turn.answerNs;
      turn.responseBytes += bytes;
    }
  }

  /** More of the record of application data that has begun. */
  void goOn(Direction direction, long timeNs, long packet) {
    Open turn = open;
    if (turn == null) {
      return;
    }
    if (direction == Direction.CLIENT_TO_SERVER) {
      turn.askedNs = timeNs;
    } else if (turn.answerNs == Exchange.NEVER) {
      return;
    }
    turn.endNs = Math.max(turn.endNs, timeNs);
    turn.lastPacket = packet;
  }

  /**
   * The server's record ended that may be a ticket: it is the answer if no other follows before the
   * client's next.
   */
  void perhapsAnswer(long bytes, long startNs, long endNs, long packet) {
    if (open == null) {
      return;
    }
    Perhaps run = perhaps == null ? new Perhaps(startNs) : perhaps;
    run.bytes += bytes;
    run.endNs = endNs;
    run.lastPacket = packet;
    perhaps = run;
  }

  /** Nothing followed what may have been tickets: it was the answer. */
  private void settle() {
    Perhaps run = perhaps;
    Open turn = open;
    if (run != null && turn != null) {
      answers(run.bytes, run.startNs);
      goOn(Direction.SERVER_TO_CLIENT, run.endNs, run.lastPacket);
    }
    perhaps = null;
  }

  private void end() {
    Open turn = open;
    if (turn != null && ended.size() < Conversation.MAX_EXCHANGES) {
      ended.add(turn.turn());
    } else if (turn != null) {
      forgotten++;
    }
    open = null;
  }

  /** What the client seemed to ask so far belonged to the handshake. */
  void startAnew() {
    open = null;
    perhaps = null;
    ended.clear();
  }

  /** Whether there is one. */
  boolean any() {
    return open != null || !ended.isEmpty();
  }

  /** Turns of which nothing is kept. */
  long forgotten() {
    return forgotten;
  }

  /** All turns so far. */
  List<Turn> turns() {
    List<Turn> all = new ArrayList<>(ended);
    Open turn = open;
    if (turn == null || all.size() >= Conversation.MAX_EXCHANGES) {
      return all;
    }
    Turn last = turn.turn();
    Perhaps run = perhaps;
    if (run != null && turn.answerNs == Exchange.NEVER) {
      last =
          new Turn(
              last.startNs(),
              last.askedNs(),
              run.startNs,
              run.endNs,
              last.firstPacket(),
              run.lastPacket,
              last.requestBytes(),
              run.bytes);
    }
    all.add(last);
    return all;
  }
}
