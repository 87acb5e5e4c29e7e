package io.tcpdx.protocol.recognition;

import io.tcpdx.connection.Direction;
import io.tcpdx.protocol.Application;
import io.tcpdx.protocol.Likeness;
import io.tcpdx.protocol.dns.DnsReader;
import io.tcpdx.protocol.http.HttpLikeness;
import io.tcpdx.protocol.http2.Http2Likeness;
import io.tcpdx.protocol.tls.TlsLikeness;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Tells by the first bytes of a direction what is spoken on a connection. */
final class Recogniser {
  private Recogniser() {}

  /**
   * What the bytes look like: a protocol, {@link Application#UNKNOWN} for none that tcpdx knows, or
   * null where more bytes must be seen.
   *
   * @param first whether they are the direction's first; else a segment's from the middle
   */
  static @Nullable Application recognise(
      Direction direction, boolean first, ByteBuffer buffer, int offset, int length) {
    boolean perhaps = false;
    for (Application application : Application.values()) {
      Likeness likeness =
          switch (application) {
            case HTTP -> http(direction, first, buffer, offset, length);
            case HTTP2 -> http2(direction, first, buffer, offset, length);
            case DNS -> DnsReader.likeness(direction, buffer, offset, length);
            case TLS -> TlsLikeness.of(direction, buffer, offset, length);
            case UNKNOWN -> Likeness.NO;
          };
      if (likeness == Likeness.YES) {
        return application;
      }
      perhaps |= likeness == Likeness.PERHAPS;
    }
    return perhaps ? null : Application.UNKNOWN;
  }

  /** Within a connection text that mentions HTTP may be anything; its first line may not. */
  private static Likeness http(
      Direction direction, boolean first, ByteBuffer buffer, int offset, int length) {
    Likeness message = HttpLikeness.of(direction, buffer, offset, length);
    boolean asks = direction == Direction.CLIENT_TO_SERVER;
    return first && asks && message == Likeness.NO
        ? HttpLikeness.requestLine(buffer, offset, length)
        : message;
  }

  private static Likeness http2(
      Direction direction, boolean first, ByteBuffer buffer, int offset, int length) {
    Likeness beginning = Http2Likeness.of(direction, buffer, offset, length);
    return first || beginning == Likeness.YES
        ? beginning
        : Http2Likeness.within(buffer, offset, length);
  }
}
