package io.tcpdx.cli.corpus;

import io.tcpdx.capture.PacketFactoryFallback;
import io.tcpdx.wire.DecodeStatus;
import io.tcpdx.wire.Packet;
import io.tcpdx.wire.PacketDecoder;
import org.jspecify.annotations.Nullable;

/** The frames of a capture with the TCP segments that they hold. */
record Segments(Frames frames) {
  /** Told of each frame. */
  interface Taker {
    /**
     * Told of the next.
     *
     * @param packet its segment, valid during the call; null where it holds none
     */
    void take(Seen frame, @Nullable Packet packet);
  }

  void forEach(Taker taker) {
    PacketDecoder decoder = new PacketDecoder(new PacketFactoryFallback());
    Packet packet = new Packet();
    frames.forEach(
        frame -> {
          boolean segment = decoder.decode(frame, packet) == DecodeStatus.TCP;
          taker.take(frames.seen().get((int) frame.number() - 1), segment ? packet : null);
        });
  }

  /** Who sent it. */
  static String source(Packet packet) {
    return packet.sourceHigh() + "," + packet.sourceLow() + "," + packet.tcp().sourcePort();
  }

  static String destination(Packet packet) {
    return packet.destinationHigh()
        + ","
        + packet.destinationLow()
        + ","
        + packet.tcp().destinationPort();
  }

  /** Its 4-tuple, the same for both directions. */
  static String pair(Packet packet) {
    String source = source(packet);
    String destination = destination(packet);
    return source.compareTo(destination) < 0
        ? source + " " + destination
        : destination + " " + source;
  }
}
