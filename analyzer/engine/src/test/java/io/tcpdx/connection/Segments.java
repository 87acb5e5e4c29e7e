package io.tcpdx.connection;

import io.tcpdx.wire.DecodeStatus;
import io.tcpdx.wire.Frame;
import io.tcpdx.wire.LinkFallback;
import io.tcpdx.wire.LinkTypes;
import io.tcpdx.wire.Packet;
import io.tcpdx.wire.PacketDecoder;
import java.nio.ByteBuffer;

/**
 * Makes bare IPv4 TCP packets of given header fields, and decodes them; payload is not captured.
 */
final class Segments {
  private static final int HEADERS = 40;
  private static final int CLIENT = 0x0a000001;
  private static final int SERVER = 0x0a000002;

  private final PacketDecoder decoder = new PacketDecoder(LinkFallback.NONE);
  private final Packet packet = new Packet();
  private final Frame frame = new Frame();
  private final ByteBuffer bytes = ByteBuffer.allocate(HEADERS);
  private long number;
  private int ipIdentification;

  /** A packet of the client with that port, or to it; valid until the next. */
  Packet packet(
      long timeNs,
      boolean fromClient,
      int clientPort,
      int flags,
      long sequence,
      long acknowledgment,
      int payloadLength) {
    int length = HEADERS + payloadLength;
    ipIdentification = ipIdentification % 60_000 + 1;
    bytes.clear();
    bytes.putShort((short) 0x4500).putShort((short) length).putShort((short) ipIdentification);
    bytes.putShort((short) 0).put((byte) 64).put((byte) 6).putShort((short) 0);
    bytes.putInt(fromClient ? CLIENT : SERVER).putInt(fromClient ? SERVER : CLIENT);
    bytes.putShort((short) (fromClient ? clientPort : 80));
    bytes.putShort((short) (fromClient ? 80 : clientPort));
    bytes.putInt((int) sequence).putInt((int) acknowledgment);
    bytes.put((byte) 0x50).put((byte) flags).putShort((short) 500).putInt(0);
    frame.set(bytes, 0, HEADERS, length, timeNs, LinkTypes.RAW, ++number);
    if (decoder.decode(frame, packet) != DecodeStatus.TCP) {
      throw new IllegalStateException("not a TCP segment");
    }
    return packet;
  }
}
