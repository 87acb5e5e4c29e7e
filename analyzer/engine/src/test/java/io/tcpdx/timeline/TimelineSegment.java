package io.tcpdx.timeline;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * One segment of a timeline, its sequence numbers already those on the wire.
 *
 * @param text the line that it was written as
 * @param clientNs when the client sends it or gets it, nanoseconds since the epoch
 * @param fromClient whether the client sends it
 * @param hosts the two hosts' addresses
 * @param clientPort the client's port
 * @param serverPort the server's port
 * @param flags TCP flags
 * @param sequence sequence number, 32 bits
 * @param acknowledgment acknowledgment number, 32 bits; 0 without ACK
 * @param window the window field as it is on the wire
 * @param options TCP options, padded to a multiple of four bytes
 * @param payloadLength bytes of payload
 * @param payload what the payload says; empty for zeros
 * @param ipIdentification the IPv4 identification
 * @param timeToLive time to live, or hop limit
 * @param markers what is expected of it
 */
record TimelineSegment(
    String text,
    long clientNs,
    boolean fromClient,
    Hosts hosts,
    int clientPort,
    int serverPort,
    int flags,
    int sequence,
    int acknowledgment,
    int window,
    ByteBuffer options,
    int payloadLength,
    ByteBuffer payload,
    int ipIdentification,
    int timeToLive,
    List<Marker> markers) {

  /** The same frame captured once more, that much later; nothing is expected of the copy. */
  TimelineSegment copy(long laterNs, List<Marker> itsMarkers) {
    return new TimelineSegment(
        text + " (copy)",
        clientNs + laterNs,
        fromClient,
        hosts,
        clientPort,
        serverPort,
        flags,
        sequence,
        acknowledgment,
        window,
        options,
        payloadLength,
        payload,
        ipIdentification,
        timeToLive,
        itsMarkers);
  }
}
