package io.tcpdx.connection;

import io.tcpdx.place.Sightings;
import io.tcpdx.wire.IpAddress;
import io.tcpdx.wire.Packet;

/**
 * A 4-tuple, the same for both directions: the end with the lower address and port stands first.
 *
 * @param ipVersion 4 or 6
 * @param firstHigh upper 64 bits of the first end's address
 * @param firstLow lower 64 bits
 * @param firstPort its port
 * @param secondHigh upper 64 bits of the second end's address
 * @param secondLow lower 64 bits
 * @param secondPort its port
 */
record ConnectionKey(
    int ipVersion,
    long firstHigh,
    long firstLow,
    int firstPort,
    long secondHigh,
    long secondLow,
    int secondPort) {

  static ConnectionKey of(Packet packet) {
    int source = packet.tcp().sourcePort();
    int destination = packet.tcp().destinationPort();
    return sourceIsFirst(packet)
        ? new ConnectionKey(
            packet.ipVersion(),
            packet.sourceHigh(),
            packet.sourceLow(),
            source,
            packet.destinationHigh(),
            packet.destinationLow(),
            destination)
        : new ConnectionKey(
            packet.ipVersion(),
            packet.destinationHigh(),
            packet.destinationLow(),
            destination,
            packet.sourceHigh(),
            packet.sourceLow(),
            source);
  }

  /** Whether the packet's source is the end that stands first. */
  static boolean sourceIsFirst(Packet packet) {
    if (packet.sourceHigh() != packet.destinationHigh()) {
      return packet.sourceHigh() < packet.destinationHigh();
    }
    if (packet.sourceLow() != packet.destinationLow()) {
      return packet.sourceLow() < packet.destinationLow();
    }
    return packet.tcp().sourcePort() <= packet.tcp().destinationPort();
  }

  /** Whether the packet is of this 4-tuple; allocates nothing. */
  boolean matches(Packet packet, boolean sourceIsFirst) {
    return sourceIsFirst
        ? packet.sourceLow() == firstLow
            && packet.destinationLow() == secondLow
            && packet.tcp().sourcePort() == firstPort
            && packet.tcp().destinationPort() == secondPort
            && packet.sourceHigh() == firstHigh
            && packet.destinationHigh() == secondHigh
            && packet.ipVersion() == ipVersion
        : packet.sourceLow() == secondLow
            && packet.destinationLow() == firstLow
            && packet.tcp().sourcePort() == secondPort
            && packet.tcp().destinationPort() == firstPort
            && packet.sourceHigh() == secondHigh
            && packet.destinationHigh() == firstHigh
            && packet.ipVersion() == ipVersion;
  }

  /** The same for a packet and for the key of its connection; allocates nothing. */
  static int hash(Packet packet, boolean sourceIsFirst) {
    return sourceIsFirst
        ? hash(
            packet.sourceHigh(),
            packet.sourceLow(),
            packet.tcp().sourcePort(),
            packet.destinationHigh(),
            packet.destinationLow(),
            packet.tcp().destinationPort())
        : hash(
            packet.destinationHigh(),
            packet.destinationLow(),
            packet.tcp().destinationPort(),
            packet.sourceHigh(),
            packet.sourceLow(),
            packet.tcp().sourcePort());
  }

  int tableHash() {
    return hash(firstHigh, firstLow, firstPort, secondHigh, secondLow, secondPort);
  }

  private static int hash(
      long firstHigh,
      long firstLow,
      int firstPort,
      long secondHigh,
      long secondLow,
      int secondPort) {
    long mixed = Sightings.mix(firstHigh * 31 + firstLow);
    mixed = Sightings.mix(mixed ^ (secondHigh * 31 + secondLow));
    mixed = Sightings.mix(mixed ^ ((long) firstPort << 16) ^ secondPort);
    return (int) mixed;
  }

  Endpoint endpoint(boolean first) {
    return first
        ? new Endpoint(address(firstHigh, firstLow), firstPort)
        : new Endpoint(address(secondHigh, secondLow), secondPort);
  }

  private String address(long high, long low) {
    return new IpAddress(ipVersion, high, low).toString();
  }
}
