package io.tcpdx.protocol;

import io.tcpdx.connection.StreamEnd;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What requests and answers have in common. Times are those of capture, nanoseconds since the
 * epoch.
 *
 * @param version {@code 0.9}, {@code 1.0}, {@code 1.1} or {@code 2}
 * @param startNs when the first byte passed
 * @param headEndNs when the last byte of the head passed
 * @param endNs when the last byte passed that was seen of it
 * @param firstPacket number of the packet with its first byte
 * @param lastPacket number of the packet with the last byte that was seen of it
 * @param fields its fields, those of trailers after those of the head
 * @param headBytes length of the head, the empty line included; in HTTP/2 of the field blocks
 * @param delimiter what tells where the body ends
 * @param declaredBytes what Content-Length says, or null where there is none that counts
 * @param bodyBytes content received, without the framing of chunks; counts what the capture lacks
 *     where the framing shows how much that was
 * @param missingBytes of the body, what the capture lacks
 * @param framingBytes bytes of the message that are neither head nor content: chunk sizes,
 *     extensions, trailers
 * @param unreadBytes of a message whose end the capture does not show, what passed behind the part
 *     that was read, up to where the next may begin, lacking bytes counted: of its head, its body
 *     and its framing
 * @param complete whether it came to the end that its framing asks for; a body that ends with the
 *     connection is complete after FIN only
 * @param cutBy how its direction ended, where that is why it is not complete; in HTTP/2 RESET also
 *     where its sender gave up the stream in the middle ({@link Transaction#reset}); else null
 * @param irregularities what its head says in a way that can be read differently
 * @param digest of the content of a request (CRC-32C), to recognise the same one again; -1 where
 *     there is no content, or the capture lacks some of it
 */
public record Message(
    String version,
    long startNs,
    long headEndNs,
    long endNs,
    long firstPacket,
    long lastPacket,
    Fields fields,
    long headBytes,
    BodyDelimiter delimiter,
    @Nullable Long declaredBytes,
    long bodyBytes,
    long missingBytes,
    long framingBytes,
    long unreadBytes,
    boolean complete,
    @Nullable StreamEnd cutBy,
    Set<Irregularity> irregularities,
    long digest) {
  public Message {
    irregularities = Set.copyOf(irregularities);
  }

  /**
   * Whether the capture lacks some of it such that its end, and so its length, is not known; as
   * long as it is being read, neither is.
   */
  public boolean endUnknown() {
    return !complete && cutBy == null;
  }

  /** Content that passed, as exactly as is known. */
  public long passedBytes() {
    return bodyBytes + unreadBytes;
  }

  /**
   * Whether its sender would keep the connection, by its version and its Connection field alone
   * (RFC 9112 §9.3); HTTP/2 keeps it always.
   */
  public boolean keepsConnection() {
    return keepsConnection(version, fields);
  }

  /** The same of a message of that version with those fields. */
  public static boolean keepsConnection(String version, Fields fields) {
    if (version.equals("2")) {
      return true;
    }
    if (fields.hasToken("Connection", "close")) {
      return false;
    }
    return version.equals("1.1") || fields.hasToken("Connection", "keep-alive");
  }
}
