package io.tcpdx.connection;

import io.tcpdx.place.Sightings;
import io.tcpdx.wire.Packet;
import io.tcpdx.wire.TcpView;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

  private final ViewSlots views = new ViewSlots();
  private final Sights sights = new Sights();
  private final Beginnings beginnings = new Beginnings();

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
    View view = views.find(packet, sourceIsFirst, hash);
    Sight sight = Sight.FIRST;
    boolean begins = view == null;
    if (view != null) {
      Direction direction = view.direction(sourceIsFirst);
      sight = sights.look(view, direction, packet);
      begins = sight == Sight.FIRST && beginsAnother(view.connection, packet, direction);
    }
    if (view == null || begins) {
      packet.renumber(0, 0);
      view = viewOf(packet, sourceIsFirst, hash, stretch, view);
      Direction direction = view.direction(sourceIsFirst);
      boolean isNew = view.connection.packetsTaken() == 0;
      sight = isNew ? sights.first(view, direction, packet) : sights.look(view, direction, packet);
    }
    if (sight != Sight.UNPLACED && sight != Sight.OF_PREVIOUS) {
      view.connection.enter(stretch);
      take(view.connection, view.direction(sourceIsFirst), packet, sight);
    }
    endOutlived(stretch);
  }

  private void take(Connection connection, Direction direction, Packet packet, Sight sight) {
    boolean first = connection.take(packet, direction, sight, segment);
    if (first) {
      beginnings.add(connection, direction, packet);
      age(connection);
    }
    if (connection.reported) {
      return;
    }
    if (!first) {
      listener.onCopy(connection, segment);
      return;
    }
    listener.onSegment(connection, segment);
    Reassembler reassembler = connection.reassembler;
    if (reassembler != null) {
      reassembler.onSegment(connection, segment);
    }
    connection.settle(false, listener);
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
    List<Connection> rest = new ArrayList<>(count);
    for (AgeList list : List.of(reported, closed, open)) {
      for (Connection c = list.oldest(); c != null; c = c.newer) {
        rest.add(c);
      }
    }
    rest.sort((a, b) -> Integer.compare(a.id, b.id));
    rest.forEach(this::end);
  }

  /** Whether this segment can only belong to a new connection on the same 4-tuple. */
  private static boolean beginsAnother(Connection connection, Packet packet, Direction direction) {
    int flags = packet.tcp().flags();
    if ((flags & TcpView.SYN) == 0 || (flags & TcpView.RST) != 0) {
      return false;
    }
    HalfStream sender = connection.halfStream(direction);
    if (sender.synSeen) {
      int sequence = packet.tcp().sequence();
      boolean sameSyn = (int) sender.synPosition == sequence || OtherSyns.include(sequence, sender);
      return !sameSyn && ((flags & TcpView.ACK) == 0 || connection.closed);
    }
    if (connection.closed) {
      return true;
    }
    boolean midStream = sender.anySegment;
    return midStream && (flags & TcpView.ACK) == 0;
  }

  /**
   * A view for the first packet with a 4-tuple: of a connection seen already with another, or of a
   * new one.
   *
   * @param before whose the 4-tuple was until now; null where it was nobody's
   */
  private View viewOf(
      Packet packet,
      boolean sourceIsFirst,
      int hash,
      CaptureClock.Stretch stretch,
      @Nullable View before) {
    View behindNat =
        beginnings.find(packet, sourceIsFirst, before == null ? null : before.connection);
    if (before != null && before != before.connection.view) {
      views.remove(before);
    } else if (before != null && behindNat != null) {
      end(before.connection);
    } else if (before != null) {
      return succeed(before.connection, packet, sourceIsFirst, hash, stretch);
    }
    if (behindNat != null) {
      behindNat.connection.addView(behindNat);
      views.add(behindNat, hash);
      return behindNat;
    }
    return begin(packet, sourceIsFirst, hash, stretch, null);
  }

  /**
   * Begins a connection on the 4-tuple of another. Where late copies of that one are still to come,
   * the new one tells them from its own; and where it was seen behind a NAT, the new one will be.
   */
  private View succeed(
      Connection before,
      Packet packet,
      boolean sourceIsFirst,
      int hash,
      CaptureClock.Stretch stretch) {
    boolean soon = before.stretch == stretch;
    before.superseded = soon && (packet.tcp().flags() & TcpView.ACK) == 0;
    PreviousUse previous = soon ? PreviousUse.of(before, nowNs) : null;
    List<View> elsewhere = before.furtherViews().stream().filter(view -> view.inTable).toList();
    end(before);
    View begun = begin(packet, sourceIsFirst, hash, stretch, previous);
    if (soon && nowNs - before.endNs <= Sightings.HORIZON_NS) {
      boolean swapped = before.clientIsKeysFirst != begun.clientIsKeysFirst;
      begun.connection.previousId = before.id;
      begun.connection.rolesSwapped = swapped;
      for (View view : elsewhere) {
        View kept = new View(begun.connection, view.key, view.clientIsKeysFirst != swapped);
        begun.connection.addView(kept);
        views.add(kept, kept.key.tableHash());
      }
    }
    return begun;
  }

  private View begin(
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
    views.add(connection.view, hash);
    count++;
    open.add(connection);
    listener.onStart(connection);
    return connection.view;
  }

  private @Nullable Connection firstToGiveUp() {
    if (reported.oldest() != null) {
      return reported.oldest();
    }
    return closed.oldest() != null ? closed.oldest() : open.oldest();
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
    views.remove(connection.view);
    for (View further : connection.furtherViews()) {
      if (further.inTable) {
        views.remove(further);
      }
    }
    count--;
    connection.rounds.clear();
    sparesOfRounds.push(connection.rounds);
  }
}
