package io.tcpdx.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a connection took up a 4-tuple which another had used a short time before.
 *
 * @param previousConnection id of the other connection
 * @param ageNs from its last segment, with which TIME_WAIT begins anew, to the SYN, in nanoseconds
 * @param previousClose how it had ended; {@code OPEN_AT_END} where the capture shows no end
 * @param timeWaitAt the sides of the new connection that were in TIME_WAIT; empty where neither was
 *     or it is not known
 * @param safe whether the SYN shows that it is no old duplicate, and its segments not to be
 *     mistaken for old ones: its timestamp is above the last that its sender had sent (RFC 6191
 *     §2), or its sequence number is (RFC 9293 §3.6.1, RFC 1122 §4.2.2.13); null where that
 *     sender's earlier segments or its SYN are not in the capture
 * @param accepted whether the SYN was answered by a SYN-ACK in the end; null where that is not
 *     known
 * @param answer what came first to the SYN; null where that is not known
 */
public record ReusedTuple(
    int previousConnection,
    long ageNs,
    CloseKind previousClose,
    List<Side> timeWaitAt,
    @Nullable Boolean safe,
    @Nullable Boolean accepted,
    @Nullable ReuseAnswer answer) {

  /** Whether the first SYN opened the connection. */
  public boolean acceptedAtOnce() {
    return answer == ReuseAnswer.SYN_ACK;
  }
}
