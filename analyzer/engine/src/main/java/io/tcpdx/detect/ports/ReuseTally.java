package io.tcpdx.detect.ports;

import io.tcpdx.connection.CloseKind;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.ReuseAnswer;
import io.tcpdx.connection.ReusedTuple;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Level;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import org.jspecify.annotations.Nullable;

/** What became of the 4-tuples that one client took up again toward one server and port. */
final class ReuseTally {
  final Evidence evidence = new Evidence();
  int reused;
  int accepted;
  int atOnce;
  int later;
  int notAccepted;
  int safetyUnknown;
  int unsafe;
  int oldAcks;
  int unfinished;
  int atClient;
  int atServer;
  long leastAgeNs = Long.MAX_VALUE;
  long costNs;
  Level level = Level.NOTE;

  void add(ConnectionSummary connection, Charges charges, ReusedTuple reuse) {
    evidence.add(connection.startNs(), connection.firstPacket());
    reused++;
    leastAgeNs = Math.min(leastAgeNs, reuse.ageNs());
    boolean taken = Boolean.TRUE.equals(reuse.accepted());
    boolean refused = Boolean.FALSE.equals(reuse.accepted());
    boolean oldAck = reuse.answer() == ReuseAnswer.OLD_ACK;
    boolean risky = Boolean.FALSE.equals(reuse.safe());
    accepted += taken ? 1 : 0;
    atOnce += taken && reuse.acceptedAtOnce() ? 1 : 0;
    later += taken && !reuse.acceptedAtOnce() && reuse.answer() != null ? 1 : 0;
    notAccepted += refused ? 1 : 0;
    safetyUnknown += reuse.safe() == null ? 1 : 0;
    unsafe += risky ? 1 : 0;
    oldAcks += oldAck ? 1 : 0;
    unfinished += reuse.previousClose() == CloseKind.OPEN_AT_END ? 1 : 0;
    atClient += reuse.timeWaitAt().contains(Side.CLIENT) ? 1 : 0;
    atServer += reuse.timeWaitAt().contains(Side.SERVER) ? 1 : 0;
    if (oldAck || risky) {
      long setUpNs = charges.ns(Cause.HANDSHAKE);
      costNs += taken ? Math.min(connection.handshake().lostNs(), setUpNs) : setUpNs;
    }
    Level its = level(risky || oldAck, refused, taken && reuse.acceptedAtOnce());
    level = its.compareTo(level) > 0 ? its : level;
  }

  /** A SYN that was taken at once did no harm yet, whatever it risked. */
  private static Level level(boolean faulty, boolean refused, boolean atOnce) {
    if (faulty) {
      return atOnce ? Level.WARNING : Level.ERROR;
    }
    return refused ? Level.WARNING : Level.NOTE;
  }

  /** Whether all of them were safe; null where one is not known to be, and none known not to be. */
  @Nullable Boolean safe() {
    return unsafe > 0 ? (Boolean) false : safetyUnknown > 0 ? null : (Boolean) true;
  }

  /** Whether all of them were accepted in the end; null as above. */
  @Nullable Boolean accepted() {
    if (notAccepted > 0) {
      return false;
    }
    return unknown() > 0 ? null : (Boolean) true;
  }

  /** Of how many it is not known what became of them. */
  int unknown() {
    return reused - accepted - notAccepted;
  }

  /** Who was in TIME_WAIT, in a word; null where nobody is known to have been. */
  @Nullable String timeWaitAt() {
    if (atClient > 0 && atServer > 0) {
      return "both";
    }
    return atClient > 0 ? "client" : atServer > 0 ? "server" : null;
  }
}
