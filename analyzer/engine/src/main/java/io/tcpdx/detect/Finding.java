package io.tcpdx.detect;

import io.tcpdx.connection.Direction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a detector found, with what a person needs to believe it.
 *
 * @param code the detector's id
 * @param level how much it matters
 * @param confidence how sure it is
 * @param connection id of the connection, or null where it spans several
 * @param hosts the hosts that it is about where it spans connections, else null
 * @param direction the direction of the data concerned, or null where that has no meaning
 * @param occurrences how often it happened; report.md says what one occurrence is
 * @param costNs time that it cost, in nanoseconds; 0 where nobody waited
 * @param partOf code of the finding that charges this time too, and of whose cost this one's is
 *     part; null where its cost stands for itself, or as long as that is not known
 * @param startNs when it first happened, nanoseconds since the epoch
 * @param firstPacket the first packet concerned
 * @param lastPacket the last packet concerned
 * @param packets evidence: packet numbers of the clearest occurrences, in order
 * @param metrics figures by name; names end in their unit; values are numbers, booleans, strings or
 *     null
 * @param title the diagnosis in a few words
 * @param summary one sentence with the figures
 * @param advice what to do, the best first
 */
public record Finding(
    String code,
    Level level,
    Confidence confidence,
    @Nullable Integer connection,
    @Nullable List<String> hosts,
    @Nullable Direction direction,
    long occurrences,
    long costNs,
    @Nullable String partOf,
    long startNs,
    long firstPacket,
    long lastPacket,
    List<Long> packets,
    Map<String, @Nullable Object> metrics,
    String title,
    String summary,
    List<String> advice) {
  /** Whether any packet shows it: what none does, nobody can believe, and nobody is told. */
  boolean shown() {
    return !packets.isEmpty();
  }

  /** The same, as part of a finding of that code. */
  Finding partOf(String whole) {
    return new Finding(
        code,
        level,
        confidence,
        connection,
        hosts,
        direction,
        occurrences,
        costNs,
        whole,
        startNs,
        firstPacket,
        lastPacket,
        packets,
        metrics,
        title,
        summary,
        advice);
  }

  /** The same, told to begin at that time, nanoseconds since the epoch. */
  public Finding startingAt(long otherNs) {
    return new Finding(
        code,
        level,
        confidence,
        connection,
        hosts,
        direction,
        occurrences,
        costNs,
        partOf,
        otherNs,
        firstPacket,
        lastPacket,
        packets,
        metrics,
        title,
        summary,
        advice);
  }
}
