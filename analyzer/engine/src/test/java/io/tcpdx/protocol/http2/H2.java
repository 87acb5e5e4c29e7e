package io.tcpdx.protocol.http2;

import io.tcpdx.connection.Direction;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.ProtocolOptions;
import io.tcpdx.protocol.ProtocolReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Frames that two sides send each other, given to a reader segment by segment; each segment comes a
 * millisecond later.
 */
final class H2 {
  static final long MS = 1_000_000;
  static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  /** RFC 7541 §C.4.1: GET http://www.example.com/. */
  static final String GET_EXAMPLE = "828684418cf1e3c2e5f23a6ba0ab90f4ff";

  /** RFC 7541 §C.4.2: the same with cache-control: no-cache; refers to the one before. */
  static final String GET_AGAIN = "828684be5886a8eb10649cbf";

  /** RFC 7541 §C.4.3: https, /index.html and a field of its own; refers to both before. */
  static final String GET_INDEX = "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf";

  static final int END_STREAM = 0x1;
  static final int END_HEADERS = 0x4;
  static final int PADDED = 0x8;
  static final int PRIORITY = 0x20;

  private final List<Segment> segments = new ArrayList<>();
  private boolean fromStart = true;
  private boolean keepAll;

  private record Segment(Direction direction, String hex, long gap, StreamEnd end) {}

  /** Both prefaces, as RFC 9113 §3.4 has them. */
  static H2 begun() {
    return new H2()
        .client(hex(PREFACE), settings())
        .server(settings("000300000064"))
        .client(frame(4, 1, 0, ""));
  }

  H2 client(String... frames) {
    segments.add(new Segment(Direction.CLIENT_TO_SERVER, String.join("", frames), 0, null));
    return this;
  }

  H2 server(String... frames) {
    segments.add(new Segment(Direction.SERVER_TO_CLIENT, String.join("", frames), 0, null));
    return this;
  }

  H2 gap(Direction direction, long bytes) {
    segments.add(new Segment(direction, "", bytes, null));
    return this;
  }

  H2 end(Direction direction, StreamEnd end) {
    segments.add(new Segment(direction, "", 0, end));
    return this;
  }

  H2 end(StreamEnd end) {
    return end(Direction.CLIENT_TO_SERVER, end).end(Direction.SERVER_TO_CLIENT, end);
  }

  H2 fromTheMiddle() {
    fromStart = false;
    return this;
  }

  boolean isFromStart() {
    return fromStart;
  }

  H2 keepingAllFields() {
    keepAll = true;
    return this;
  }

  /** A frame with a payload in hexadecimal digits. */
  static String frame(int type, int flags, int stream, String payload) {
    return "%06x%02x%02x%08x%s".formatted(payload.length() / 2, type, flags, stream, payload);
  }

  static String settings(String... entries) {
    return frame(4, 0, 0, String.join("", entries));
  }

  static String headers(int flags, int stream, String block) {
    return frame(1, flags, stream, block);
  }

  static String data(int flags, int stream, int length) {
    return frame(0, flags, stream, "61".repeat(length));
  }

  static String reset(int stream, int code) {
    return frame(3, 0, stream, "%08x".formatted(code));
  }

  static String goAway(int lastStream, int code) {
    return frame(7, 0, 0, "%08x%08x".formatted(lastStream, code));
  }

  /** A literal field that is not to be kept in the table (RFC 7541 §6.2.2). */
  static String field(String name, String value) {
    return "00" + string(name) + string(value);
  }

  private static String string(String text) {
    StringBuilder length = new StringBuilder();
    int rest = text.length();
    if (rest < 127) {
      length.append("%02x".formatted(rest));
    } else {
      length.append("7f");
      for (rest -= 127; rest >= 128; rest >>= 7) {
        length.append("%02x".formatted((rest & 127) | 128));
      }
      length.append("%02x".formatted(rest));
    }
    return length + hex(text);
  }

  static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Conversation read() {
    return read(Integer.MAX_VALUE);
  }

  /** The same with every segment handed over in parts of at most that many bytes. */
  Conversation read(int partLength) {
    Http2Reader reader = new Http2Reader(options(), fromStart);
    hand(reader, partLength);
    return reader.conversation();
  }

  ProtocolOptions options() {
    return new ProtocolOptions(Set.of(), keepAll);
  }

  void hand(ProtocolReader reader, int partLength) {
    long packet = 0;
    for (Segment segment : segments) {
      packet++;
      if (segment.end() != null) {
        reader.onEnd(segment.direction(), segment.end());
      } else if (segment.gap() > 0) {
        reader.onGap(segment.direction(), segment.gap());
      } else {
        byte[] bytes = HexFormat.of().parseHex(segment.hex());
        hand(reader, segment.direction(), bytes, partLength, packet);
      }
    }
  }

  private static void hand(
      ProtocolReader reader, Direction direction, byte[] bytes, int partLength, long packet) {
    // Not at the buffer's beginning, as in a mapped file.
    ByteBuffer buffer = ByteBuffer.allocate(bytes.length + 7).put(7, bytes);
    for (int at = 0; at < bytes.length; at += Math.min(partLength, bytes.length)) {
      int length = Math.min(partLength, bytes.length - at);
      reader.onBytes(direction, buffer, 7 + at, length, packet * MS, packet);
    }
  }

  /** All bytes of a direction, to cut elsewhere. */
  byte[] bytes(Direction direction) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Segment segment : segments) {
      if (segment.direction() == direction) {
        all.writeBytes(HexFormat.of().parseHex(segment.hex()));
      }
    }
    return all.toByteArray();
  }
}
