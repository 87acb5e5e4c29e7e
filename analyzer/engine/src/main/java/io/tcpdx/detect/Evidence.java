package io.tcpdx.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The packets that show what a detector found: those of the first occurrences, and first and last.
 */
public final class Evidence {
  /** Packet numbers kept per finding: ten occurrences of three packets. */
  private static final int MAX_PACKETS = 30;

  private final List<Long> packets = new ArrayList<>();
  private long first = Long.MAX_VALUE;
  private long last;
  private long startNs = Long.MAX_VALUE;

  /** Adds one occurrence that began at {@code timeNs} and shows in that packet. */
  public void add(long timeNs, long packet) {
    boolean room = begin(timeNs, 1);
    note(packet, room);
  }

  /** The same for an occurrence that shows in two packets. */
  public void add(long timeNs, long packet, long second) {
    boolean room = begin(timeNs, 2);
    note(packet, room);
    note(second, room);
  }

  /** The same for an occurrence that shows in three packets. */
  public void add(long timeNs, long packet, long second, long third) {
    boolean room = begin(timeNs, 3);
    note(packet, room);
    note(second, room);
    note(third, room);
  }

  private boolean begin(long timeNs, int numbers) {
    startNs = Math.min(startNs, timeNs);
    return packets.size() + numbers <= MAX_PACKETS;
  }

  private void note(long packet, boolean room) {
    first = Math.min(first, packet);
    last = Math.max(last, packet);
    if (room) {
      packets.add(packet);
    }
  }

  /** What the two show together; the packets kept of the first stand first. */
  public static Evidence both(Evidence one, Evidence other) {
    Evidence both = new Evidence();
    both.first = Math.min(one.first, other.first);
    both.last = Math.max(one.last, other.last);
    both.startNs = Math.min(one.startNs, other.startNs);
    both.packets.addAll(one.packets);
    both.packets.addAll(
        other.packets.subList(0, Math.min(other.packets.size(), MAX_PACKETS - one.packets.size())));
    return both;
  }

  /** The packets kept, in the order in which they were added. */
  public List<Long> packets() {
    return Collections.unmodifiableList(packets);
  }

  /** Lowest packet number of all occurrences. */
  public long firstPacket() {
    return first;
  }

  /** Highest packet number of all occurrences. */
  public long lastPacket() {
    return last;
  }

  /** When the first occurrence began, nanoseconds since the epoch. */
  public long startNs() {
    return startNs;
  }
}
