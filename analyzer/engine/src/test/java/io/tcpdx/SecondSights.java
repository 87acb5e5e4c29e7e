package io.tcpdx;

import io.tcpdx.capture.CaptureException;
import io.tcpdx.capture.CaptureReader;
import io.tcpdx.capture.Captures;
import io.tcpdx.capture.ReaderChoice;
import io.tcpdx.wire.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A capture that holds each packet a second time, as seen at another place. A second sight has the
 * number of the first, so that reports with and without second sights can be compared.
 */
final class SecondSights {
  private static final int ETHERNET = 1;
  private static final int ETHERNET_HEADER = 14;
  private static final int IPV6 = 6;

  /** One frame, its bytes its own. */
  record Seen(ByteBuffer bytes, int length, long timeNs, int linkType, long number) {
    Seen with(byte[] changed, int longer, long laterNs) {
      return new Seen(
          ByteBuffer.wrap(changed), length + longer, timeNs + laterNs, linkType, number);
    }

    byte[] copy() {
      byte[] copy = new byte[bytes.capacity()];
      bytes.get(0, copy);
      return copy;
    }

    /** Where the IP header begins. */
    int ip() {
      return linkType == ETHERNET ? ETHERNET_HEADER : 0;
    }

    boolean isIpv6() {
      return bytes.get(ip()) >>> 4 == IPV6;
    }

    /** Where the TCP header begins, or -1 where there is none. */
    int tcp() {
      int protocol = bytes.get(ip() + (isIpv6() ? 6 : 9));
      int header = isIpv6() ? 40 : (bytes.get(ip()) & 15) * 4;
      return protocol == 6 ? ip() + header : -1;
    }

    int headersEnd() {
      return tcp() + ((bytes.get(tcp() + 12) & 0xf0) >>> 2);
    }

    int payloadLength() {
      int ipLength = isIpv6() ? 40 + bytes.getShort(ip() + 4) : bytes.getShort(ip() + 2) & 0xffff;
      return ip() + ipLength - headersEnd();
    }
  }

  /** How a frame looks at the other place; none where it does not come by there. */
  interface Place {
    List<Seen> sights(Seen first);
  }

  private SecondSights() {}

  static List<Seen> read(Path capture) throws IOException, CaptureException {
    List<Seen> frames = new ArrayList<>();
    try (CaptureReader reader = Captures.open(capture, ReaderChoice.AUTO)) {
      Frame frame = new Frame();
      while (reader.next(frame)) {
        byte[] bytes = new byte[frame.capturedLength()];
        frame.buffer().get(frame.offset(), bytes);
        frames.add(
            new Seen(
                ByteBuffer.wrap(bytes),
                frame.originalLength(),
                frame.timeNs(),
                frame.linkType(),
                frame.number()));
      }
    }
    return frames;
  }

  /** The capture with all second sights that are not later than its last packet. */
  static List<Seen> with(List<Seen> capture, Place place) {
    List<Seen> both = new ArrayList<>();
    Deque<Seen> late = new ArrayDeque<>();
    for (Seen first : capture) {
      while (!late.isEmpty() && late.peek().timeNs() <= first.timeNs()) {
        both.add(late.remove());
      }
      both.add(first);
      late.addAll(place.sights(first));
    }
    return both;
  }

  static Place later(long laterNs) {
    return first -> List.of(first.with(first.copy(), 0, laterNs));
  }

  /** Behind a router. */
  static Place behindRouter(long laterNs) {
    return first -> List.of(first.with(lessHops(first), 0, laterNs));
  }

  private static byte[] lessHops(Seen first) {
    byte[] bytes = first.copy();
    bytes[first.ip() + (first.isIpv6() ? 7 : 8)]--;
    return bytes;
  }

  /** With a VLAN tag, as on a trunk port. */
  static Place tagged(long laterNs) {
    return first -> {
      if (first.linkType() != ETHERNET) {
        return List.of();
      }
      byte[] bytes = first.copy();
      ByteBuffer longer = ByteBuffer.allocate(bytes.length + 4);
      longer.put(bytes, 0, 12).putShort((short) 0x8100).putShort((short) 42);
      longer.put(bytes, 12, bytes.length - 12);
      return List.of(first.with(longer.array(), 4, laterNs));
    };
  }

  /** Behind a NAT that gives the host 10.7.0.1 another address. */
  static Place behindNat(long laterNs) {
    return first -> {
      byte[] bytes = lessHops(first);
      ByteBuffer view = ByteBuffer.wrap(bytes);
      for (int at = first.ip() + 12; at <= first.ip() + 16; at += 4) {
        view.putInt(at, view.getInt(at) == 0x0a070001 ? 0xcb007105 : view.getInt(at));
      }
      return List.of(first.with(bytes, 0, laterNs));
    };
  }

  /** Behind a firewall that replaces the sequence numbers of both sides. */
  static Place renumbered(long laterNs) {
    return first -> {
      byte[] bytes = lessHops(first);
      if (first.tcp() < 0) {
        return List.of();
      }
      ByteBuffer view = ByteBuffer.wrap(bytes);
      boolean client = view.getShort(first.tcp()) < 0 || view.getShort(first.tcp()) > 10_000;
      int mine = client ? 0x3456_789a : 0x9876_5432;
      int peers = client ? 0x9876_5432 : 0x3456_789a;
      if (view.getInt(first.tcp() + 4) != 0) { // of no connection yet: a reset of what is refused
        add(view, first.tcp() + 4, mine);
      }
      if ((view.get(first.tcp() + 13) & 16) != 0) {
        add(view, first.tcp() + 8, peers);
      }
      addToSacks(view, first.tcp() + 20, Math.min(first.headersEnd(), bytes.length), peers);
      return List.of(first.with(bytes, 0, laterNs));
    };
  }

  private static void add(ByteBuffer view, int at, int shift) {
    view.putInt(at, view.getInt(at) + shift);
  }

  private static void addToSacks(ByteBuffer view, int from, int end, int shift) {
    for (int at = from; at < end && view.get(at) != 0; ) {
      if (view.get(at) == 5) {
        for (int edge = at + 2; edge < at + view.get(at + 1); edge += 4) {
          add(view, edge, shift);
        }
      }
      at += view.get(at) == 1 ? 1 : Math.max(2, view.get(at + 1));
    }
  }

  /** Behind the card that cuts large segments into pieces. */
  static Place inPieces(long laterNs, int mss) {
    return first -> {
      if (first.tcp() < 0) {
        return List.of();
      }
      int pieceBytes = mss - (first.headersEnd() - first.tcp() - 20);
      if (first.payloadLength() <= pieceBytes) {
        return List.of(first.with(lessHops(first), 0, laterNs));
      }
      List<Seen> pieces = new ArrayList<>();
      for (int from = 0; from < first.payloadLength(); from += pieceBytes) {
        pieces.add(piece(first, from, pieceBytes, laterNs));
      }
      return pieces;
    };
  }

  private static Seen piece(Seen first, int from, int pieceBytes, long laterNs) {
    int length = Math.min(pieceBytes, first.payloadLength() - from);
    boolean last = from + length == first.payloadLength();
    int captured =
        Math.max(0, Math.min(length, first.bytes().capacity() - first.headersEnd() - from));
    ByteBuffer piece = ByteBuffer.allocate(first.headersEnd() + captured);
    piece.put(lessHops(first), 0, first.headersEnd());
    if (captured > 0) {
      piece.put(first.copy(), first.headersEnd() + from, captured);
    }
    int ipLength = first.headersEnd() - first.ip() + length;
    int ip = first.ip();
    piece.putShort(ip + (first.isIpv6() ? 4 : 2), (short) (ipLength - (first.isIpv6() ? 40 : 0)));
    if (!first.isIpv6()) {
      piece.putShort(ip + 4, (short) (piece.getShort(ip + 4) + from / pieceBytes));
    }
    add(piece, first.tcp() + 4, from);
    if (!last) {
      piece.put(first.tcp() + 13, (byte) (piece.get(first.tcp() + 13) & ~9)); // FIN and PSH
    }
    int left = first.payloadLength() - length;
    return first.with(piece.array(), -left, laterNs + from / pieceBytes);
  }
}
