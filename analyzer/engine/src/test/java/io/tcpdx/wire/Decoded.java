package io.tcpdx.wire;

import java.nio.ByteBuffer;

/** A frame that was decoded by a decoder of its own, and what came of it. */
record Decoded(DecodeStatus status, Packet packet) {
  static Decoded frame(int linkType, String... hex) {
    byte[] bytes = Hex.bytes(hex);
    return cut(linkType, bytes.length, bytes.length, bytes);
  }

  static Decoded ethernet(String... hex) {
    return frame(LinkTypes.ETHERNET, hex);
  }

  static Decoded ip(String... hex) {
    return frame(LinkTypes.RAW, hex);
  }

  /** Decodes what is left where {@code captured} bytes of a frame of {@code original} bytes are. */
  static Decoded cut(int linkType, int captured, int original, byte[] bytes) {
    Frame frame = new Frame();
    frame.set(ByteBuffer.wrap(bytes), 0, captured, original, 0, linkType, 1);
    Packet packet = new Packet();
    return new Decoded(new PacketDecoder(LinkFallback.NONE).decode(frame, packet), packet);
  }

  TcpView tcp() {
    return packet.tcp();
  }

  TcpOptions options() {
    return packet.tcpOptions();
  }

  String source() {
    return IpAddress.sourceOf(packet).toString();
  }

  String destination() {
    return IpAddress.destinationOf(packet).toString();
  }

  /** The captured payload as text. */
  String payload() {
    byte[] bytes = new byte[packet.payloadCapturedLength()];
    packet.buffer().get(packet.payloadOffset(), bytes);
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
