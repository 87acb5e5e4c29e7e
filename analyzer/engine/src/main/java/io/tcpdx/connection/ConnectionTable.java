package io.tcpdx.connection;

import io.tcpdx.wire.Packet;
import io.tcpdx.wire.TcpView;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a capture by 4-tuple. A SYN with another initial sequence number on a 4-tuple
 * in use is a new connection. A closed connection is kept until its TIME_WAIT is over, so that late
 * segments find it; an open one as long as there is room. Not thread-safe.
 */
public final class ConnectionTable {
  /** Connections kept at once; where this bites, the one that was silent longest is given up. */
  public static final int DEFAULT_MAX_CONNECTIONS = 1_000_000;

  private static final int INITIAL_SLOTS = 1024;

  private final ConnectionListener listener;
  private final long timeWaitNs;
  private final long reportAfterNs;
  private final int maxConnections;
  private final @Nullable StreamListener streams;
  private final Segment segment = new Segment();
  private final ArrayDeque<AckRounds> sparesOfRounds = new ArrayDeque<>();
  private final AgeList open = new AgeList();
  private final AgeList closed = new AgeList();
  private final AgeList reported = new AgeList();

  private @Nullable Connection[] slots = new Connection[INITIAL_SLOTS];
  private int count;
  private int nextId;
  private final CaptureClock clock = new CaptureClock();
  private long nowNs = Long.MIN_VALUE;
  private long evicted;

  /**
   * @param listener told of all that happens
   * @param timeWaitNs how long a closed connection is kept, in nanoseconds
   * @param maxConnections how many are kept at once at most
   */
  public ConnectionTable(ConnectionListener listener, long timeWaitNs, int maxConnections) {
    this(listener, timeWaitNs, timeWaitNs, maxConnections, null);
  }

  /**
   * @param listener told of all that happens
   * @param timeWaitNs how long a closed connection is kept, in nanoseconds
   * @param reportAfterNs how long after its last segment a closed connection's end is told; later
   *     segments of it are then swallowed. At most {@code timeWaitNs}, which makes the end complete
   * @param maxConnections how many are kept at once at most
   * @param streams given the payload of every connection in order; null for nobody, at no cost
   */
  public ConnectionTable(
      ConnectionListener listener,
      long timeWaitNs,
      long reportAfterNs,
      int maxConnections,
      @Nullable StreamListener streams) {
    this.listener = listener;
    this.timeWaitNs = timeWaitNs;
    this.reportAfterNs = Math.min(reportAfterNs, timeWaitNs);
    this.maxConnections = maxConnections;
    this.streams = streams;
  }

  /** Connections given up because there was no room. */
  public long evicted() {
    return evicted;
  }

  /** Takes a decoded TCP segment. */
  public void onPacket(Packet packet) {
    CaptureClock.Stretch stretch = clock.take(packet.timeNs());
    nowNs = stretch.latestNs();
    boolean sourceIsFirst = ConnectionKey.sourceIsFirst(packet);
    int hash = ConnectionKey.hash(packet, sourceIsFirst);
    Connection connection = find(packet, sourceIsFirst, hash);
    if (connection != null && beginsAnother(connection, packet, sourceIsFirst)) {
      boolean soon = connection.stretch == stretch;
      connection.superseded = soon && (packet.tcp().flags() & TcpView.ACK) == 0;
      PreviousUse previous = soon ? PreviousUse.of(connection, nowNs) : null;
      end(connection);
      connection = begin(packet, sourceIsFirst, hash, stretch, previous);
    } else if (connection == null) {
      connection = begin(packet, sourceIsFirst, hash, stretch, null);
    }
    connection.enter(stretch);
    Direction direction =
        connection.clientIsKeysFirst == sourceIsFirst
            ? Direction.CLIENT_TO_SERVER
            : Direction.SERVER_TO_CLIENT;
    connection.take(packet, direction, segment);
    age(connection);
    if (!connection.reported) {
      listener.onSegment(connection, segment);
      Reassembler reassembler = connection.reassembler;
      if (reassembler != null) {
        reassembler.onSegment(connection, segment);
      }
      connection.settle(false, listener);
    }
    endOutlived(stretch);
  }

  /**
   * Hands over every connection that is open, or whose end was not told yet, oldest activity first.
   */
  public void forEachUnreported(Consumer<Connection> action) {
    for (AgeList list : List.of(closed, open)) {
      for (Connection c = list.oldest(); c != null; c = c.newer) {
        action.accept(c);
      }
    }
  }

  /** The latest time of the capture since its clock jumped last, nanoseconds since the epoch. */
  public long nowNs() {
    return nowNs;
  }

  /** Ends every connection, in the order of their first packets. */
  public void finish() {
    Connection[] rest = new Connection[count];
    int filled = 0;
    for (Connection connection : slots) {
      if (connection != null) {
        rest[filled++] = connection;
      }
    }
    Arrays.sort(rest, (a, b) -> Integer.compare(a.id, b.id));
    for (Connection connection : rest) {
      end(connection);
    }
  }

  private @Nullable Connection find(Packet packet, boolean sourceIsFirst, int hash) {
    int mask = slots.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      Connection candidate = slots[i];
      if (candidate == null || candidate.key.matches(packet, sourceIsFirst)) {
        return candidate;
      }
    }
  }

  /** Whether this segment can only belong to a new connection on the same 4-tuple. */
  private static boolean beginsAnother(
      Connection connection, Packet packet, boolean sourceIsFirst) {
    int flags = packet.tcp().flags();
    if ((flags & TcpView.SYN) == 0 || (flags & TcpView.RST) != 0) {
      return false;
    }
    boolean fromClient = connection.clientIsKeysFirst == sourceIsFirst;
    HalfStream sender =
        connection.halfStream(fromClient ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT);
    if (sender.synSeen) {
      boolean sameSyn = (int) sender.synPosition == packet.tcp().sequence();
      return !sameSyn && ((flags & TcpView.ACK) == 0 || connection.closed);
    }
    if (connection.closed) {
      return true;
    }
    boolean midStream = sender.anySegment;
    return midStream && (flags & TcpView.ACK) == 0;
  }

  private Connection begin(
      Packet packet,
      boolean sourceIsFirst,
      int hash,
      CaptureClock.Stretch stretch,
      @Nullable PreviousUse previous) {
    if (count >= maxConnections) {
      Connection oldest = firstToGiveUp();
      if (oldest != null) {
        evicted++;
        end(oldest);
      }
    }
    if ((count + 1) * 2 > slots.length) {
      grow();
    }
    AckRounds rounds = sparesOfRounds.poll();
    Roles.Guess roles = Roles.of(packet);
    Connection connection =
        new Connection(
            nextId++,
            ConnectionKey.of(packet),
            roles.sourceIsClient() == sourceIsFirst,
            roles.certain(),
            packet,
            stretch,
            rounds != null ? rounds : new AckRounds());
    if (previous != null) {
      connection.reuse = new TupleReuse(previous, packet, sourceIsFirst, timeWaitNs);
    }
    if (streams != null) {
      connection.reassembler = new Reassembler(streams);
    }
    insert(connection, hash);
    count++;
    open.add(connection);
    listener.onStart(connection);
    return connection;
  }

  private @Nullable Connection firstToGiveUp() {
    if (reported.oldest() != null) {
      return reported.oldest();
    }
    return closed.oldest() != null ? closed.oldest() : open.oldest();
  }

  private void insert(Connection connection, int hash) {
    int mask = slots.length - 1;
    int i = hash & mask;
    while (slots[i] != null) {
      i = (i + 1) & mask;
    }
    slots[i] = connection;
  }

  private void grow() {
    @Nullable Connection[] old = slots;
    slots = new Connection[old.length * 2];
    for (Connection connection : old) {
      if (connection != null) {
        insert(connection, connection.key.tableHash());
      }
    }
  }

  /** Moves a connection to the young end of the list that it belongs to. */
  private void age(Connection connection) {
    boolean closedNow =
        connection.closed
            || connection.close.closed(
                connection.halfStream(Direction.CLIENT_TO_SERVER),
                connection.halfStream(Direction.SERVER_TO_CLIENT));
    listOf(connection).remove(connection);
    connection.closed = closedNow;
    listOf(connection).add(connection);
  }

  private AgeList listOf(Connection connection) {
    if (connection.reported) {
      return reported;
    }
    return connection.closed ? closed : open;
  }

  private void endOutlived(CaptureClock.Stretch stretch) {
    Connection oldest = closed.oldest();
    while (oldest != null && outlived(oldest, reportAfterNs, stretch)) {
      report(oldest);
      oldest = closed.oldest();
    }
    oldest = reported.oldest();
    while (oldest != null && outlived(oldest, timeWaitNs, stretch)) {
      end(oldest);
      oldest = reported.oldest();
    }
  }

  private boolean outlived(Connection connection, long ageNs, CaptureClock.Stretch stretch) {
    return connection.stretch != stretch || nowNs - connection.endNs > ageNs;
  }

  private void report(Connection connection) {
    connection.settle(true, listener);
    Reassembler reassembler = connection.reassembler;
    if (reassembler != null) {
      reassembler.finish(connection);
    }
    listener.onEnd(connection, connection.watchedUntilNs());
    listOf(connection).remove(connection);
    connection.reported = true;
    reported.add(connection);
  }

  private void end(Connection connection) {
    if (!connection.reported) {
      report(connection);
    }
    reported.remove(connection);
    remove(connection);
    connection.rounds.clear();
    sparesOfRounds.push(connection.rounds);
  }

  /** Takes a connection out of the slots, closing the hole that it leaves (Knuth 6.4 R). */
  private void remove(Connection connection) {
    int mask = slots.length - 1;
    int hole = connection.key.tableHash() & mask;
    while (slots[hole] != connection) {
      hole = (hole + 1) & mask;
    }
    slots[hole] = null;
    count--;
    for (int i = (hole + 1) & mask; ; i = (i + 1) & mask) {
      Connection moved = slots[i];
      if (moved == null) {
        return;
      }
      int home = moved.key.tableHash() & mask;
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        slots[hole] = moved;
        slots[i] = null;
        hole = i;
      }
    }
  }
}
