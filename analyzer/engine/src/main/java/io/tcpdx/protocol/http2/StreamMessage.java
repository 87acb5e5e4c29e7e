package io.tcpdx.protocol.http2;

import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.BodyDelimiter;
import io.tcpdx.protocol.ContentDigest;
import io.tcpdx.protocol.Field;
import io.tcpdx.protocol.Message;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request or an answer while its frames come. */
final class StreamMessage {
  private final long startNs;
  private final long firstPacket;
  private long headEndNs;
  private long endNs;
  private long lastPacket;
  private long headBytes;
  private @Nullable Head head;
  private List<Field> trailers = List.of();
  private @Nullable ContentDigest digest;

  long bodyBytes;
  long missingBytes;
  long framingBytes;
  boolean complete;
  @Nullable StreamEnd cutBy;

  StreamMessage(long startNs, long firstPacket) {
    this.startNs = startNs;
    this.firstPacket = firstPacket;
    headEndNs = startNs;
    endNs = startNs;
    lastPacket = firstPacket;
  }

  void touch(long timeNs, long packet) {
    endNs = Math.max(endNs, timeNs);
    lastPacket = Math.max(lastPacket, packet);
  }

  /** Its head has passed, whether or not it could be decompressed. */
  void takeHead(Head read, long bytes, long timeNs, long packet) {
    head = read;
    headBytes = bytes;
    headEndNs = timeNs;
    touch(timeNs, packet);
  }

  /** Its head; null before that has passed. */
  @Nullable Head head() {
    return head;
  }

  void takeTrailers(Head read, long bytes, long timeNs, long packet) {
    trailers = read.fields().lines();
    framingBytes += bytes;
    touch(timeNs, packet);
  }

  void digest(ByteBuffer buffer, int offset, int length) {
    ContentDigest sum = digest;
    if (sum == null) {
      sum = new ContentDigest();
      digest = sum;
    }
    sum.update(buffer, offset, length);
  }

  /**
   * The message as far as it has come.
   *
   * @param lengthCounts whether Content-Length tells how much content there is to be
   */
  Message message(boolean lengthCounts) {
    Head read = head == null ? Head.UNKNOWN : head;
    ContentDigest sum = digest;
    return new Message(
        "2",
        startNs,
        headEndNs,
        endNs,
        firstPacket,
        lastPacket,
        read.fields().with(trailers),
        headBytes,
        BodyDelimiter.FRAMES,
        lengthCounts ? read.contentLength() : null,
        bodyBytes,
        missingBytes,
        framingBytes,
        0,
        complete,
        cutBy,
        read.irregularities(),
        sum == null || missingBytes > 0 ? -1 : sum.value());
  }
}
