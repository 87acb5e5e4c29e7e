package io.tcpdx.cli.corpus;

import io.tcpdx.wire.DecodeStatus;
import io.tcpdx.wire.Frame;
import io.tcpdx.wire.LinkFallback;
import io.tcpdx.wire.Packet;
import io.tcpdx.wire.PacketDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives the hosts of a capture other addresses. Within one capture the first host that is seen gets
 * the highest address, so that the order of any two is mostly another one than before.
 */
final class Addresses {
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;
  private static final int MOST_HOSTS = 0xfffe;
  private static final int FIRST_NETWORK = 20;
  private static final int IPV6_DOCUMENTATION = 0x2001_0db8;

  private final Frames frames;
  private final int network;
  private final Map<ByteBuffer, byte[]> names = new HashMap<>();
  private final Packet packet = new Packet();
  private boolean fragments;

  private Addresses(Frames frames, int network) {
    this.frames = frames;
    this.network = network;
  }

  /**
   * The same frames with other addresses.
   *
   * @param network the number of the network that all hosts move to
   * @return empty where a packet's addresses are not to be found in its frame, being put together
   *     from fragments
   */
  static Optional<Frames> rewrite(Frames frames, int network) {
    Addresses addresses = new Addresses(frames, network);
    addresses.read(false);
    // All hosts have their names by now: a DNS answer may speak of one before it says a word.
    List<Seen> renamed = addresses.read(true);
    return addresses.fragments ? Optional.empty() : Optional.of(frames.with(renamed));
  }

  private List<Seen> read(boolean change) {
    PacketDecoder decoder = new PacketDecoder(LinkFallback.NONE);
    List<Seen> read = new ArrayList<>();
    Frame frame = new Frame();
    for (Seen seen : frames.seen()) {
      byte[] bytes = seen.bytes().clone();
      frame.set(
          ByteBuffer.wrap(bytes),
          0,
          bytes.length,
          seen.originalLength(),
          seen.timeNs(),
          seen.linkType(),
          read.size() + 1);
      DecodeStatus status = decoder.decode(frame, packet);
      fragments |= status == DecodeStatus.FRAGMENT;
      if (status == DecodeStatus.TCP || status == DecodeStatus.UDP) {
        byte[] source = address(packet.sourceHigh(), packet.sourceLow());
        byte[] destination = address(packet.destinationHigh(), packet.destinationLow());
        names.computeIfAbsent(ByteBuffer.wrap(source), this::newName);
        names.computeIfAbsent(ByteBuffer.wrap(destination), this::newName);
        if (change) {
          rename(bytes, status, source, destination);
        }
      }
      read.add(seen.with(bytes));
    }
    return read;
  }

  private void rename(byte[] bytes, DecodeStatus status, byte[] source, byte[] destination) {
    byte[] both = Arrays.copyOf(source, source.length * 2);
    System.arraycopy(destination, 0, both, source.length, source.length);
    for (int i = packet.payloadOffset() - both.length; i >= 0; i--) {
      if (Arrays.equals(bytes, i, i + both.length, both, 0, both.length)) {
        put(bytes, i, source);
        put(bytes, i + source.length, destination);
        break;
      }
    }
    if (status == DecodeStatus.UDP) {
      renameWithin(bytes, packet.payloadOffset());
    }
  }

  /** DNS answers hold addresses, too. */
  private void renameWithin(byte[] bytes, int from) {
    int i = from;
    while (i + IPV4_BYTES <= bytes.length) {
      int renamed = Math.max(renameAt(bytes, i, IPV6_BYTES), renameAt(bytes, i, IPV4_BYTES));
      i += Math.max(1, renamed);
    }
  }

  /** How many bytes it was: 0 where there is no known address. */
  private int renameAt(byte[] bytes, int at, int length) {
    if (at + length > bytes.length) {
      return 0;
    }
    byte[] address = Arrays.copyOfRange(bytes, at, at + length);
    if (!names.containsKey(ByteBuffer.wrap(address))) {
      return 0;
    }
    put(bytes, at, address);
    return length;
  }

  private void put(byte[] bytes, int at, byte[] address) {
    byte[] name = names.getOrDefault(ByteBuffer.wrap(address), address);
    System.arraycopy(name, 0, bytes, at, name.length);
  }

  private byte[] newName(ByteBuffer address) {
    short host = (short) (MOST_HOSTS - names.size());
    ByteBuffer name = ByteBuffer.allocate(address.remaining());
    if (name.capacity() == IPV4_BYTES) {
      name.put((byte) (FIRST_NETWORK + (network >> 8))).put((byte) network).putShort(host);
    } else {
      name.putInt(IPV6_DOCUMENTATION).putShort((short) network).putShort(IPV6_BYTES - 2, host);
    }
    return name.array();
  }

  private byte[] address(long high, long low) {
    if (packet.ipVersion() == 4) {
      return ByteBuffer.allocate(IPV4_BYTES).putInt((int) low).array();
    }
    return ByteBuffer.allocate(IPV6_BYTES).putLong(high).putLong(low).array();
  }
}
