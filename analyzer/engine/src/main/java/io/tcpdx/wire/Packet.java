package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * What a {@link PacketDecoder} found in one frame: the innermost IP header's fields and the
 * transport header, as primitives and reused views. Valid until the decoder's next frame.
 *
 * <p>Addresses are 128 bits in two longs; an IPv4 address stands in the low 32 bits of the low
 * long, the high long being 0 ({@link #ipVersion()} tells them from IPv6).
 */
public final class Packet {
  long number;
  long timeNs;
  int frameLength;
  int protocol;
  int link;
  int ipHeaders;
  int ipVersion;
  long sourceHigh;
  long sourceLow;
  long destinationHigh;
  long destinationLow;
  int hopLimit;
  int ipIdentification;
  int ecn;
  ByteBuffer buffer = ByteBuffer.allocate(0);
  int payloadOffset;
  int payloadLength;
  int payloadCapturedLength;
  final TcpView tcp = new TcpView();
  final TcpOptions tcpOptions = new TcpOptions();
  final UdpView udp = new UdpView();

  /** Number of the frame in the capture, from 1. */
  public long number() {
    return number;
  }

  /** Time of capture, nanoseconds since the epoch. */
  public long timeNs() {
    return timeNs;
  }

  /** Bytes that the whole frame had on the wire, link header included. */
  public int frameLength() {
    return frameLength;
  }

  /**
   * What the decoding ended at, for {@link Protocols#name}: what was not decoded, or the header
   * that could not be read.
   */
  public int protocol() {
    return protocol;
  }

  /**
   * Where it was captured, as a digest: of the interface, the link header (VLAN, MAC addresses),
   * the tunnels around it and the hop limit. Two sights of a packet at one place have the same;
   * packets that a sender sends twice, too, unless their way has changed. Of link headers that
   * differ from frame to frame (802.11) it says nothing.
   */
  public int place() {
    return (link * 31 + ipHeaders) * 31 + hopLimit;
  }

  /**
   * Has the sequence numbers, acknowledgment and SACK blocks read as if a middlebox had not shifted
   * them, until the decoder's next frame. Each call replaces the one before.
   *
   * @param sequenceShift what is to be added to the sequence number
   * @param acknowledgmentShift what is to be added to the acknowledgment number and SACK blocks
   */
  public void renumber(int sequenceShift, int acknowledgmentShift) {
    tcp.renumber(sequenceShift, acknowledgmentShift);
    tcpOptions.renumber(acknowledgmentShift);
  }

  /**
   * Has the payload begin later, and the sequence number with it, until the decoder's next frame:
   * what is left is the packet as it would be without these bytes.
   *
   * @param bytes how many of the payload are left away, at most all of them
   */
  public void dropFirst(int bytes) {
    tcp.advance(bytes);
    int captured = Math.min(bytes, payloadCapturedLength);
    payloadOffset += captured;
    payloadCapturedLength -= captured;
    payloadLength -= bytes;
  }

  /** 4 or 6. */
  public int ipVersion() {
    return ipVersion;
  }

  /** Upper 64 bits of the source address; 0 for IPv4. */
  public long sourceHigh() {
    return sourceHigh;
  }

  /** Lower 64 bits of the source address. */
  public long sourceLow() {
    return sourceLow;
  }

  /** Upper 64 bits of the destination address; 0 for IPv4. */
  public long destinationHigh() {
    return destinationHigh;
  }

  /** Lower 64 bits of the destination address. */
  public long destinationLow() {
    return destinationLow;
  }

  /** Time to live, or hop limit. */
  public int hopLimit() {
    return hopLimit;
  }

  /**
   * The IPv4 identification (0 to 65535), or -1 where there is none (IPv6 without a fragment
   * header).
   */
  public int ipIdentification() {
    return ipIdentification;
  }

  /** The two ECN bits of the IP header (RFC 3168). */
  public int ecn() {
    return ecn;
  }

  /** Where the transport payload's bytes stand. */
  public ByteBuffer buffer() {
    return buffer;
  }

  /** Index in {@link #buffer()} of the transport payload's first byte. */
  public int payloadOffset() {
    return payloadOffset;
  }

  /**
   * Bytes of transport payload that the packet had, by its IP header; frame padding is not counted.
   */
  public int payloadLength() {
    return payloadLength;
  }

  /** Bytes of transport payload that the capture kept, at most {@link #payloadLength()}. */
  public int payloadCapturedLength() {
    return payloadCapturedLength;
  }

  /** The TCP header, where the status was {@link DecodeStatus#TCP}. */
  public TcpView tcp() {
    return tcp;
  }

  /** The TCP header's options, as far as they were captured. */
  public TcpOptions tcpOptions() {
    return tcpOptions;
  }

  /** The UDP header, where the status was {@link DecodeStatus#UDP}. */
  public UdpView udp() {
    return udp;
  }
}
