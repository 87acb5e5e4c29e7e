package io.tcpdx.story;

import io.tcpdx.connection.Direction;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Figures;
import io.tcpdx.story.Moment.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The socket calls that segments imply, at the side that makes them. A capture does not show calls:
 * where several fit, all of them are named, and how a program cuts what it sends and receives into
 * calls is not told beyond a single segment.
 */
final class ImpliedCalls {
  private static final int NEVER = -1;

  private final List<Moment> moments;
  private final long[] segmentSize;
  private final boolean[] finTold = new boolean[2];
  private boolean synTold;
  private boolean answered;
  private boolean resetTold;

  ImpliedCalls(List<Moment> moments, long[] segmentSize) {
    this.moments = moments;
    this.segmentSize = segmentSize;
  }

  /** The calls that a passage implies; to be asked in the order of the story. */
  List<String> of(Passage passage) {
    Moment first = passage.first();
    Side side = first.direction.sender();
    List<String> calls = new ArrayList<>();
    answered |= side == Side.SERVER && first.kind != Kind.RESET;
    if (first.establishes) {
      calls.add(call(Side.CLIENT, "connect() returns"));
      calls.add(call(Side.SERVER, "accept() returns"));
    }
    switch (first.kind) {
      case SYN -> addConnect(calls, side);
      case DATA, DATA_AFTER_GAP, ACK, DUPLICATE_ACK, WINDOW_UPDATE -> addTransfer(calls, passage);
      case WINDOW_CLOSED -> calls.add(call(side, "recv() is not called, its buffer is full"));
      case WINDOW_OPENED -> calls.add(call(side, "recv() has made room"));
      case KEEP_ALIVE -> calls.add(call(side, "SO_KEEPALIVE is set"));
      case FIN -> addFin(calls, passage, side);
      case RESET -> addReset(calls, side);
      case SYN_ACK, ESTABLISH, WINDOW_PROBE, AGAIN, LATE, COPY -> {
        // The kernel's doing; no program called for it.
      }
    }
    return calls;
  }

  private void addConnect(List<String> calls, Side side) {
    if (!synTold) {
      calls.add(call(side, "connect()"));
    }
    synTold = true;
  }

  private void addTransfer(List<String> calls, Passage passage) {
    boolean hole = passage.first().kind == Kind.DATA_AFTER_GAP || passage.duplicateAcks() > 0;
    if (passage.dataSegments() == 0 || hole) {
      return; // nobody can read beyond a hole, and what made it was no call
    }
    Side sender = passage.side();
    boolean one =
        passage.dataSegments() == 1
            && passage.dataBytes() < segmentSize[passage.first().dataDirection().index()];
    if (one) {
      calls.add(call(sender, "send(" + passage.dataBytes() + ")"));
      calls.add(call(sender.opposite(), "recv() = " + passage.dataBytes()));
    } else {
      String bytes = Figures.bytes(passage.dataBytes());
      if (!goesOn(passage.first())) {
        calls.add(call(sender, "send(), " + bytes));
      }
      calls.add(call(sender.opposite(), "recv(), " + bytes));
    }
  }

  /** Whether a window had held it: then it was handed to TCP before. */
  private static boolean goesOn(Moment moment) {
    return switch (moment.limit) {
      case CONGESTION_WINDOW, RECEIVE_WINDOW, ZERO_WINDOW -> true;
      case NONE, APPLICATION, UNKNOWN -> false;
    };
  }

  private void addFin(List<String> calls, Passage passage, Side side) {
    Direction direction = passage.first().direction;
    if (passage.dataBytes() > 0) {
      calls.add(call(side, "send(" + passage.dataBytes() + ")"));
    }
    if (finTold[direction.index()]) {
      return;
    }
    finTold[direction.index()] = true;
    long from = passage.first().packet;
    boolean reset = after(from, direction, Kind.RESET) != NEVER;
    boolean received = after(from, direction.opposite(), Kind.DATA) != NEVER;
    calls.add(
        call(
            side,
            reset ? "close()" : received ? "shutdown(SHUT_WR)" : "close() or shutdown(SHUT_WR)"));
    calls.add(call(side.opposite(), "recv() = 0"));
  }

  private int after(long packet, Direction direction, Kind kind) {
    for (int i = moments.size() - 1; i >= 0 && moments.get(i).packet > packet; i--) {
      if (moments.get(i).direction == direction && moments.get(i).kind == kind) {
        return i;
      }
    }
    return NEVER;
  }

  private void addReset(List<String> calls, Side side) {
    if (resetTold) {
      return;
    }
    resetTold = true;
    if (side == Side.SERVER && synTold && !answered) {
      calls.add("server: nobody listens there");
      calls.add(call(Side.CLIENT, "connect() fails with ECONNREFUSED"));
    } else if (finTold[side.sends().index()]) {
      calls.add(call(side, "close() had been called: nobody reads any more"));
    } else {
      calls.add(call(side, "close() with unread data, or SO_LINGER 0, or its program ended"));
      calls.add(call(side.opposite(), "recv() or send() fails with ECONNRESET"));
    }
  }

  private static String call(Side side, String what) {
    return WaitWords.name(side) + ": " + what;
  }
}
