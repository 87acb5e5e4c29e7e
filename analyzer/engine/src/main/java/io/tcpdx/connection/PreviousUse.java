package io.tcpdx.connection;

import io.tcpdx.wire.Packet;
import io.tcpdx.wire.SeqNum;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the next connection on a 4-tuple must know of the one that ended there. */
final class PreviousUse {
  final int id;
  final long endNs;
  final CloseKind close;
  final boolean bothDirections;
  private final boolean clientIsKeysFirst;
  private final List<TimeWait> timeWaits;
  private final Sent first;
  private final Sent second;

  /** The latest of what one end sent. */
  private record Sent(boolean known, int nextSequence, boolean timestamps, int timestamp) {
    static Sent by(HalfStream half) {
      return new Sent(half.nextKnown, (int) half.next, half.timestamps, half.newestTimestamp);
    }
  }

  private PreviousUse(Connection connection, long nowNs) {
    CloseSummary summary = connection.close.summary(connection, nowNs);
    id = connection.id;
    endNs = connection.endNs;
    close = summary.kind();
    bothDirections = connection.bothDirections();
    clientIsKeysFirst = connection.clientIsKeysFirst;
    timeWaits = summary.timeWaits();
    Sent client = Sent.by(connection.halfStream(Direction.CLIENT_TO_SERVER));
    Sent server = Sent.by(connection.halfStream(Direction.SERVER_TO_CLIENT));
    first = clientIsKeysFirst ? client : server;
    second = clientIsKeysFirst ? server : client;
  }

  /**
   * What a connection leaves behind. One that was never opened leaves nothing; what was there
   * before it still is.
   */
  static @Nullable PreviousUse of(Connection connection, long nowNs) {
    if (connection.neverOpened()) {
      TupleReuse reuse = connection.reuse;
      return reuse == null ? null : reuse.previous;
    }
    return new PreviousUse(connection, nowNs);
  }

  /** The sides in TIME_WAIT, as the connection calls them whose client is the key's first end. */
  List<Side> timeWaitAt(boolean nextClientIsKeysFirst) {
    List<Side> sides = new ArrayList<>(1);
    for (TimeWait held : timeWaits) {
      if (held.cutNs() == null) {
        boolean sameRoles = clientIsKeysFirst == nextClientIsKeysFirst;
        sides.add(sameRoles ? held.side() : held.side().opposite());
      }
    }
    return List.copyOf(sides);
  }

  /** Whether that SYN is surely newer than all that its sender had sent; null where unknown. */
  @Nullable Boolean isNewer(Packet syn, boolean fromKeysFirst) {
    Sent sent = fromKeysFirst ? first : second;
    if (!sent.known) {
      return null;
    }
    boolean timestampRose =
        sent.timestamps
            && syn.tcpOptions().hasTimestamps()
            && SeqNum.before(sent.timestamp, syn.tcpOptions().timestampValue());
    return timestampRose || !SeqNum.before(syn.tcp().sequence(), sent.nextSequence);
  }
}
