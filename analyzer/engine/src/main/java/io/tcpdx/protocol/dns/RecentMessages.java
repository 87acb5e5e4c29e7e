package io.tcpdx.protocol.dns;

import io.tcpdx.place.Sightings;
import io.tcpdx.wire.Packet;
import java.util.Arrays;

/**
 * Tells a DNS message that the capture holds once more, seen at another place or behind a NAT, from
 * one that was sent again: that is another IP packet, and comes after a resolver's patience only.
 */
final class RecentMessages {
  /** No resolver asks again sooner; the two ends of a path are not further apart. */
  static final long NUMBERED_WINDOW_NS = 500_000_000L;

  /** The same where packets have no identification that tells more. */
  static final long UNNUMBERED_WINDOW_NS = 50_000_000L;

  private final Sightings recent = new Sightings();

  /**
   * Whether the message was seen before; where it was not, it is remembered.
   *
   * @param bytes the message
   * @param question whether it goes to the resolver: behind a NAT it has another sender
   */
  boolean isCopy(Packet packet, byte[] bytes, boolean question) {
    int number = Math.max(0, packet.ipIdentification());
    long key = Sightings.mix((long) number << 32 | (Arrays.hashCode(bytes) & 0xffffffffL));
    key = question ? withDestination(key, packet) : withBothEnds(key, packet);
    if (number == 0) {
      long ports = (long) packet.udp().sourcePort() << 16 | packet.udp().destinationPort();
      key = Sightings.mix(key ^ ports);
    }
    int at = recent.find(key);
    long windowNs = number > 0 ? NUMBERED_WINDOW_NS : UNNUMBERED_WINDOW_NS;
    if (at != Sightings.NONE && Math.abs(packet.timeNs() - recent.timeNs(at)) <= windowNs) {
      return true;
    }
    recent.remember(key, packet.timeNs(), 0, 0, bytes.length, packet.place());
    return false;
  }

  private static long withDestination(long key, Packet packet) {
    return Sightings.mix(key ^ (packet.destinationHigh() * 31 + packet.destinationLow()));
  }

  private static long withBothEnds(long key, Packet packet) {
    long source = packet.sourceHigh() * 31 + packet.sourceLow();
    return Sightings.mix(withDestination(key, packet) ^ source);
  }
}
