package io.tcpdx.protocol.http;

import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.ContentDigest;
import io.tcpdx.protocol.Field;
import io.tcpdx.protocol.Fields;
import io.tcpdx.protocol.Irregularity;
import io.tcpdx.protocol.Message;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message while it is read. */
final class OpenMessage {
  final long startNs;
  final long firstPacket;
  long headEndNs;
  long endNs;
  long lastPacket;
  long headBytes;
  long bodyBytes;
  long missingBytes;
  long framingBytes;
  long unreadBytes;
  boolean complete;

  /** Whether the capture lacks some of it such that its end is not known. */
  boolean lost;

  @Nullable StreamEnd cutBy;
  @Nullable Head head;
  Framing framing = Framing.NONE;
  private Set<Irregularity> irregularities = Set.of();
  private List<Field> trailers = List.of();
  private @Nullable ContentDigest digest;

  OpenMessage(long timeNs, long packet) {
    startNs = timeNs;
    firstPacket = packet;
    headEndNs = timeNs;
    endNs = timeNs;
    lastPacket = packet;
  }

  void touch(long timeNs, long packet) {
    endNs = Math.max(endNs, timeNs);
    lastPacket = Math.max(lastPacket, packet);
  }

  void take(Head read, Framing itsFraming) {
    head = read;
    framing = itsFraming;
    read.irregularities().forEach(this::add);
  }

  void add(Irregularity irregularity) {
    if (irregularities.isEmpty()) {
      irregularities = EnumSet.noneOf(Irregularity.class);
    }
    irregularities.add(irregularity);
  }

  void addTrailers(Fields fields) {
    trailers = fields.lines();
  }

  void digest(ByteBuffer buffer, int offset, int length) {
    ContentDigest sum = digest;
    if (sum == null) {
      sum = new ContentDigest();
      digest = sum;
    }
    sum.update(buffer, offset, length);
  }

  /** The message as far as it was read. */
  Message message() {
    Head read = head;
    ContentDigest sum = digest;
    return new Message(
        read == null ? "0.9" : read.version(),
        startNs,
        headEndNs,
        endNs,
        firstPacket,
        lastPacket,
        (read == null ? Fields.NONE : read.fields()).with(trailers),
        headBytes,
        framing.delimiter(),
        framing.length(),
        bodyBytes,
        missingBytes,
        framingBytes,
        unreadBytes,
        complete,
        cutBy,
        irregularities,
        sum == null || missingBytes > 0 ? -1 : sum.value());
  }
}
