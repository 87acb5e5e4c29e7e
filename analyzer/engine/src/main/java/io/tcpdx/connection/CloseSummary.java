package io.tcpdx.connection;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a connection ended.
 *
 * @param kind what happened
 * @param initiator who sent the first FIN, or else the reset; null where there was neither
 * @param timeWaitAt who holds TIME_WAIT: who sent the first FIN of a close without reset; null
 *     where nobody does or it is not known
 * @param closeWaitNs from the acknowledgment of one side's FIN, by which the other side shows to
 *     have it, to that side's own FIN or reset, or until the capture ends or its clock jumps; in
 *     nanoseconds; null where no acknowledged FIN was seen
 * @param unackedBytes payload bytes sent to the resetting side, or by it, that were never
 *     acknowledged when the reset came, without what was housekeeping at their end ({@link
 *     HalfStream#saysHousekeepingSince}); 0 without a reset
 * @param timeWaits who came into TIME_WAIT, and when: one side, both after a simultaneous close,
 *     none where the capture does not show both FINs
 * @param clientFin the client's FIN; null where none was seen
 * @param serverFin the server's FIN; null where none was seen
 * @param reset the first reset; null where none was seen
 */
public record CloseSummary(
    CloseKind kind,
    @Nullable Side initiator,
    @Nullable Side timeWaitAt,
    @Nullable Long closeWaitNs,
    long unackedBytes,
    List<TimeWait> timeWaits,
    @Nullable ClosingSegment clientFin,
    @Nullable ClosingSegment serverFin,
    @Nullable ClosingSegment reset) {
  /** That side's FIN; null where none was seen. */
  public @Nullable ClosingSegment fin(Side side) {
    return side == Side.CLIENT ? clientFin : serverFin;
  }

  /** The first FIN or reset, of either side; null where none was seen. */
  public @Nullable ClosingSegment first() {
    return Stream.of(clientFin, serverFin, reset)
        .flatMap(Stream::ofNullable)
        .min(Comparator.comparingLong(ClosingSegment::timeNs))
        .orElse(null);
  }
}
