package io.tcpdx.wire;

/**
 * Peels a frame down to its TCP or UDP payload without copying; only fragments of IP packets are
 * copied, to be put together.
 */
public final class PacketDecoder {
  private final LinkFallback fallback;

  /**
   * @param fallback asked for frames of link types without a view here
   */
  public PacketDecoder(LinkFallback fallback) {
    this.fallback = fallback;
  }

  /** Decodes {@code frame} into {@code packet}; never throws, whatever the bytes. */
  public DecodeStatus decode(Frame frame, Packet packet) {
    packet.number = frame.number();
    packet.timeNs = frame.timeNs();
    packet.frameLength = frame.originalLength();
    return fallback.ipOffset(
                frame.linkType(), frame.buffer(), frame.offset(), frame.capturedLength())
            == LinkFallback.UNSUPPORTED
        ? DecodeStatus.UNSUPPORTED_LINK
        : DecodeStatus.OTHER;
  }
}
