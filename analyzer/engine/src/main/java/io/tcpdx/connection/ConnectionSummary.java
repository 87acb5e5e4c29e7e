package io.tcpdx.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of a connection once it has ended.
 *
 * @param id its number in the capture, from 0, in the order of first packets
 * @param client who opened it, or is taken for it
 * @param server the other end
 * @param roleCertain whether a SYN or SYN-ACK showed who the client is
 * @param startNs time of its first segment, nanoseconds since the epoch
 * @param endNs time of its last segment
 * @param firstPacket number of its first packet
 * @param lastPacket number of its last packet
 * @param bothDirections whether segments of both directions were captured
 * @param handshake how it was set up
 * @param close how it ended
 * @param reusedTuple what it has to do with the connection that had its 4-tuple a short time
 *     before; null where there was none
 * @param capturePoint where it was captured
 * @param seenAlso how else it was captured: on the other side of a NAT, or of a firewall that
 *     replaces sequence numbers; empty where nothing lay between the places
 * @param clientToServer what the client sent
 * @param serverToClient what the server sent
 * @param watchedUntilNs until when the capture shows what became of it, nanoseconds since the
 *     epoch: to the end, or to where the capture's clock jumped
 * @param times how its times, and those of what was said on it, are to be read
 * @param limitsHit which of the analysis' caps were reached, as words for a person; empty where
 *     none
 */
public record ConnectionSummary(
    int id,
    Endpoint client,
    Endpoint server,
    boolean roleCertain,
    long startNs,
    long endNs,
    long firstPacket,
    long lastPacket,
    boolean bothDirections,
    HandshakeSummary handshake,
    CloseSummary close,
    @Nullable ReusedTuple reusedTuple,
    CapturePoint capturePoint,
    List<SeenAlso> seenAlso,
    HalfStreamSummary clientToServer,
    HalfStreamSummary serverToClient,
    long watchedUntilNs,
    CaptureTimes times,
    List<String> limitsHit) {

  /** What was sent that way. */
  public HalfStreamSummary halfStream(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? clientToServer : serverToClient;
  }

  /** That side's address and port. */
  public Endpoint endpoint(Side side) {
    return side == Side.CLIENT ? client : server;
  }

  /** From the first to the last segment, in nanoseconds; 0 where time stamps go backward. */
  public long durationNs() {
    return Math.max(0, endNs - startNs);
  }
}
