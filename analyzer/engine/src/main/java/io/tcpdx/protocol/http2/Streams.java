package io.tcpdx.protocol.http2;

import io.tcpdx.connection.Direction;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.StreamReset;
import io.tcpdx.protocol.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The streams of a connection: opens and ends them, counts them, keeps their transactions. */
final class Streams {
  /** Streams open at once that are followed; servers allow 100 to 250. */
  static final int MAX_OPEN = 10_000;

  private static final int REMEMBERED_RESETS = 64;

  private final StreamTable open = new StreamTable();

  /** By their index; null while a stream is open, and where it showed neither head. */
  private final List<@Nullable Transaction> settled = new ArrayList<>();

  private final int[] resets = new int[REMEMBERED_RESETS];
  private final boolean[] followed;
  private boolean whole;
  private boolean clientLeaves;
  private boolean serverGoesAway;
  private int resetCount;
  private int nextIndex;
  private int highestAsked;
  private int highestPromised;
  private int waiting;
  private int maxWaiting;
  private long requests;
  private long responses;
  private long multiplexed;
  private long unanswered;
  private long passedOver;

  /**
   * @param fromStart whether the connection's first byte was captured
   */
  Streams(boolean fromStart) {
    whole = fromStart;
    followed = new boolean[] {fromStart, fromStart};
  }

  /** The request of stream 1 has come as HTTP/1 (RFC 7540 §3.2). */
  void askByUpgrade() {
    Stream stream = openAs(1, false);
    if (stream != null) {
      highestAsked = 1;
      stream.requestEnded = true;
    }
  }

  @Nullable StreamMessage message(Direction direction, int id) {
    Stream stream = open.get(id);
    if (stream == null) {
      return null;
    }
    return direction == Direction.CLIENT_TO_SERVER ? stream.request : stream.response;
  }

  /** A field section has passed in HEADERS: a head, or trailers. */
  void onHead(Direction direction, FieldBlock block, Head head, long timeNs, long packet) {
    boolean asking = direction == Direction.CLIENT_TO_SERVER;
    Stream stream = asking ? asked(block.stream) : answered(block.stream);
    if (stream == null) {
      return;
    }
    if (asking) {
      stream.request = take(stream.request, block, head, timeNs, packet);
    } else if (head.interim() && !stream.answered()) {
      stream.interimCount++;
      stream.continueNs = head.status() == 100 ? Long.valueOf(block.startNs) : stream.continueNs;
      return;
    } else {
      responses += stream.answered() ? 0 : 1;
      stream.response = take(stream.response, block, head, timeNs, packet);
    }
    if (block.endsStream) {
      end(direction, stream.id);
    }
  }

  private static StreamMessage take(
      @Nullable StreamMessage before, FieldBlock block, Head head, long timeNs, long packet) {
    StreamMessage message =
        before == null ? new StreamMessage(block.startNs, block.startPacket) : before;
    if (message.head() == null) {
      message.takeHead(head, block.length, timeNs, packet);
    } else {
      message.takeTrailers(head, block.length, timeNs, packet);
    }
    return message;
  }

  /** A request that the server makes for the client, to answer it (RFC 9113 §8.4). */
  void onPromise(FieldBlock block, Head head, long timeNs, long packet) {
    boolean next = block.promised > highestPromised && block.promised % 2 == 0;
    Stream stream = next ? openAs(block.promised, true) : null;
    highestPromised = next ? block.promised : highestPromised;
    if (stream != null) {
      stream.request = take(null, block, head, timeNs, packet);
      stream.request.complete = true;
      stream.requestEnded = true;
    }
  }

  /** The stream on which the client sends a field section. */
  private @Nullable Stream asked(int id) {
    Stream known = open.get(id);
    if (known == null) {
      boolean next = id > highestAsked && id % 2 != 0;
      highestAsked = next ? id : highestAsked;
      return next ? openAs(id, false) : null;
    }
    if (!known.asked) { // its answer was captured first
      highestAsked = Math.max(highestAsked, id);
      countRequest(known);
    }
    return known;
  }

  /** The stream on which the server sends a field section. */
  private @Nullable Stream answered(int id) {
    Stream known = open.get(id);
    boolean early = id > highestAsked && id % 2 != 0;
    boolean unseen = !whole && !wasReset(id) && id != 0;
    if (known != null || !(early || unseen) || !hasRoom()) {
      return known;
    }
    Stream stream = new Stream(id, nextIndex++, 0);
    stream.certain = whole;
    stream.requestEnded = !early;
    open.add(stream);
    return stream;
  }

  private @Nullable Stream openAs(int id, boolean pushed) {
    if (!hasRoom()) {
      requests++;
      passedOver++;
      return null;
    }
    Stream stream = new Stream(id, nextIndex++, pushed ? 0 : waiting);
    open.add(stream);
    countRequest(stream);
    return stream;
  }

  private void countRequest(Stream stream) {
    stream.asked = true;
    requests++;
    boolean bothFollowed = followed[0] && followed[1];
    stream.certain &= bothFollowed;
    if (bothFollowed && !stream.pushed() && !stream.responseEnded) {
      multiplexed += waiting > 0 ? 1 : 0;
      stream.waiting = true;
      waiting++;
      maxWaiting = Math.max(maxWaiting, waiting);
    }
  }

  /** Whether one more stream can be followed; those whose ends may be missing make room for it. */
  private boolean hasRoom() {
    if (open.size() >= MAX_OPEN) {
      List<Stream> doubtful = new ArrayList<>();
      open.forEach(
          stream -> {
            if (!stream.certain) {
              doubtful.add(stream);
            }
          });
      doubtful.forEach(this::settle);
    }
    return open.size() < MAX_OPEN;
  }

  /** END_STREAM has passed. */
  void end(Direction direction, int id) {
    Stream stream = open.get(id);
    if (stream == null) {
      return;
    }
    StreamMessage message = message(direction, id);
    if (message != null) {
      message.complete = message.head() != null;
    }
    if (direction == Direction.CLIENT_TO_SERVER) {
      stream.requestEnded = true;
    } else {
      stream.responseEnded = true;
      stopWaiting(stream);
    }
    if (stream.requestEnded && stream.responseEnded) {
      settle(stream);
    }
  }

  /** RST_STREAM has passed. */
  void reset(int id, StreamReset reset) {
    resets[resetCount++ % REMEMBERED_RESETS] = id;
    resetCount %= REMEMBERED_RESETS;
    Stream stream = open.get(id);
    if (stream == null) {
      return;
    }
    stream.reset = reset;
    StreamMessage own = message(reset.by().sends(), id);
    if (own != null && !own.complete) {
      own.cutBy = StreamEnd.RESET;
    }
    settle(stream);
  }

  private boolean wasReset(int id) {
    for (int reset : resets) {
      if (reset == id) {
        return true;
      }
    }
    return false;
  }

  private void stopWaiting(Stream stream) {
    waiting -= stream.waiting ? 1 : 0;
    stream.waiting = false;
  }

  private void settle(Stream stream) {
    stopWaiting(stream);
    open.remove(stream.id);
    unanswered += lacksAnswer(stream) ? 1 : 0;
    if (stream.index < Conversation.MAX_EXCHANGES) {
      put(settled, stream.index, stream.transaction());
    }
  }

  private static boolean lacksAnswer(Stream stream) {
    return stream.asked && stream.certain && !stream.answered();
  }

  private static void put(
      List<@Nullable Transaction> into, int index, @Nullable Transaction transaction) {
    while (into.size() <= index) {
      into.add(null);
    }
    into.set(index, transaction);
  }

  /** The capture lacks frames of a direction, and so perhaps the ends of streams. */
  void lose(Direction direction) {
    whole = false;
    followed[direction.index()] = false;
    open.forEach(
        stream -> {
          stream.certain = false;
          stream.waiting = false;
        });
    waiting = 0;
  }

  void find(Direction direction) {
    followed[direction.index()] = true;
  }

  /** GOAWAY has passed. */
  void goAway(Direction direction) {
    clientLeaves |= direction == Direction.CLIENT_TO_SERVER;
    serverGoesAway |= !clientLeaves;
  }

  /**
   * Whether the server told the client to ask no more here (RFC 9113 §6.8), and not only in answer
   * to a client that was leaving.
   */
  boolean serverGoesAway() {
    return serverGoesAway;
  }

  /** A direction of the connection has ended. */
  void cut(Direction direction, StreamEnd end) {
    clientLeaves |= direction == Direction.CLIENT_TO_SERVER;
    open.forEach(
        stream -> {
          StreamMessage message = message(direction, stream.id);
          if (message != null && !message.complete) {
            message.cutBy = end;
          }
        });
  }

  long requests() {
    return requests;
  }

  /** Final answers of which at least the head has passed. */
  long responses() {
    return responses;
  }

  /** Requests that were sent while others waited for their answers. */
  long multiplexed() {
    return multiplexed;
  }

  int maxWaiting() {
    return maxWaiting;
  }

  long unanswered() {
    long[] count = {unanswered};
    open.forEach(stream -> count[0] += lacksAnswer(stream) ? 1 : 0);
    return count[0];
  }

  /** Requests that opened a stream more than can be followed. */
  long passedOver() {
    return passedOver;
  }

  boolean exceedsExchanges() {
    return nextIndex > Conversation.MAX_EXCHANGES;
  }

  /** All that are known so far, by their index. */
  List<Transaction> transactions() {
    List<@Nullable Transaction> all = new ArrayList<>(settled);
    open.forEach(
        stream -> {
          if (stream.index < Conversation.MAX_EXCHANGES) {
            put(all, stream.index, stream.transaction());
          }
        });
    return all.stream().filter(Objects::nonNull).map(Objects::requireNonNull).toList();
  }
}
