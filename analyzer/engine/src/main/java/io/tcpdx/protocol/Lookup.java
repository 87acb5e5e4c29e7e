package io.tcpdx.protocol;

import io.tcpdx.connection.CaptureTimes;
import io.tcpdx.connection.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A DNS look-up: a question of one client, asked once or again until it was answered or given up
 * (RFC 1035). Times are those of capture, nanoseconds since the epoch.
 *
 * @param client address of who asked
 * @param resolver who was asked last, or who answered
 * @param name the name asked for, without the last dot
 * @param type {@code A}, {@code AAAA}, …
 * @param outcome what came of it
 * @param attempts how often it was asked, over UDP and TCP, of whichever resolver
 * @param startNs when it was first asked
 * @param endNs when the answer passed; where none came, when it was last asked
 * @param retryNs of the time, what passed before the question that was answered; 0 without retries
 * @param firstPacket number of the packet with the first question
 * @param lastPacket number of the packet with the answer, or with the last question
 * @param addresses the addresses answered, as text like {@link Endpoint#address}
 */
public record Lookup(
    String client,
    Endpoint resolver,
    String name,
    String type,
    Outcome outcome,
    int attempts,
    long startNs,
    long endNs,
    long retryNs,
    long firstPacket,
    long lastPacket,
    List<String> addresses) {
  /** What came of a look-up. */
  public enum Outcome {
    /** Addresses, or other records, came. */
    ANSWERED,
    /** An answer without records of that type (RFC 2308 §2.2). */
    NO_DATA,
    /** The name does not exist. */
    NXDOMAIN,
    /** The server could not answer (RCODE 2). */
    SERVFAIL,
    /** The server would not answer (RCODE 5), or another error. */
    REFUSED,
    /** No answer in the capture. */
    UNANSWERED
  }

  public Lookup {
    addresses = List.copyOf(addresses);
  }

  /**
   * From the first question to the answer, in nanoseconds; null where the capture's clock jumped
   * meanwhile.
   *
   * @param times how the capture's times are to be read
   */
  public @Nullable Long durationNs(CaptureTimes times) {
    return times.jumpedBetween(startNs, endNs) ? null : Math.max(0, endNs - startNs);
  }
}
