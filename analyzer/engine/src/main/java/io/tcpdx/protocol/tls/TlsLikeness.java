package io.tcpdx.protocol.tls;

import io.tcpdx.connection.Direction;
import io.tcpdx.protocol.Likeness;
import java.nio.ByteBuffer;

/**
 * Whether bytes look like a TLS record: at the beginning of a connection a hello, within one
 * whatever record begins a segment.
 */
public final class TlsLikeness {
  /** A record's header, and the first byte of what it carries. */
  private static final int NEEDED = ContentType.HEADER_LENGTH + 1;

  private static final int CLIENT_HELLO = 1;

  /** Certificates and the like make for larger flights, not for larger first records. */
  private static final int SHORTEST_HELLO = 4 + 2 + 32;

  private static final int WARNING = 1;
  private static final int FATAL = 2;

  private TlsLikeness() {}

  /** What the first bytes of a direction, or of a segment within it, look like. */
  public static Likeness of(Direction direction, ByteBuffer buffer, int offset, int length) {
    int type = at(buffer, offset, 0, length);
    if (type < ContentType.CHANGE_CIPHER_SPEC || type > ContentType.APPLICATION_DATA) {
      return Likeness.NO;
    }
    int major = at(buffer, offset, 1, length);
    int minor = at(buffer, offset, 2, length);
    if ((length > 1 && major != 3) || (length > 2 && minor > 4)) {
      return Likeness.NO;
    }
    if (length < NEEDED) {
      return Likeness.PERHAPS;
    }
    int recordLength = at(buffer, offset, 3, length) << 8 | at(buffer, offset, 4, length);
    int first = at(buffer, offset, ContentType.HEADER_LENGTH, length);
    boolean fits =
        ContentType.isHeader(type, major, minor, recordLength)
            && switch (type) {
              case ContentType.CHANGE_CIPHER_SPEC -> recordLength == 1 && first == 1;
              case ContentType.ALERT -> recordLength != 2 || first == WARNING || first == FATAL;
              case ContentType.HANDSHAKE -> isHandshake(direction, first, recordLength);
              default -> true;
            };
    return fits ? Likeness.YES : Likeness.NO;
  }

  /** In clear only hellos tell; what is encrypted may begin with any byte. */
  private static boolean isHandshake(Direction direction, int first, int recordLength) {
    boolean clients = direction == Direction.CLIENT_TO_SERVER;
    return recordLength >= (first == CLIENT_HELLO && clients ? SHORTEST_HELLO : 4);
  }

  private static int at(ByteBuffer buffer, int offset, int index, int length) {
    return index < length ? buffer.get(offset + index) & 0xff : 0;
  }
}
