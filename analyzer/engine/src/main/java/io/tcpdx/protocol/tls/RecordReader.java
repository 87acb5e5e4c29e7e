package io.tcpdx.protocol.tls;

import io.tcpdx.connection.Direction;
import java.nio.ByteBuffer;

/**
 * Cuts one direction into records (RFC 8446 §5.1). Where it does not stand at a record's first byte
 * (the capture began later, or lacks bytes) it goes on with the next segment that begins with one.
 */
final class RecordReader {
  private final Direction direction;
  private final RecordSink sink;

  /** The header of the next record as far as it came, big-endian. */
  private long header;

  private int headerBytes;
  private long startNs;
  private long startPacket;

  private int length;

  /** Bytes of the record's content that have not come yet. */
  private int remaining;

  private long lastNs;
  private long lastPacket;
  private boolean within;
  private boolean whole;

  /** Bytes that passed since it is not known where records begin. */
  private long unreadBytes;

  private boolean synchronised;

  /**
   * @param fromStart whether the first byte that comes begins a record
   */
  RecordReader(Direction direction, RecordSink sink, boolean fromStart) {
    this.direction = direction;
    this.sink = sink;
    this.synchronised = fromStart;
  }

  void read(ByteBuffer buffer, int offset, int bytes, long timeNs, long packet) {
    lastNs = timeNs;
    lastPacket = packet;
    if (!synchronised) {
      if (!beginsRecord(buffer, offset, bytes)) {
        unreadBytes += bytes;
        return;
      }
      synchronised = true;
      unreadBytes = 0;
    }
    int at = offset;
    int end = offset + bytes;
    while (at < end && synchronised) {
      if (within) {
        int taken = Math.min(remaining, end - at);
        sink.onContent(direction, buffer, at, taken, timeNs, packet);
        at += taken;
        take(taken, timeNs, packet);
      } else {
        takeHeader(buffer.get(at++) & 0xff, timeNs, packet);
      }
    }
    unreadBytes += synchronised ? 0 : end - at;
  }

  /** Of the bytes that passed last, those of which it is not known what record they are of. */
  long unreadBytes() {
    return unreadBytes;
  }

  /** Bytes of the record that is being read, or of its header, that have passed so far. */
  int passedBytes() {
    return within ? ContentType.HEADER_LENGTH + length - remaining : headerBytes;
  }

  private static boolean beginsRecord(ByteBuffer buffer, int offset, int length) {
    return length >= ContentType.HEADER_LENGTH
        && ContentType.isHeader(
            buffer.get(offset) & 0xff,
            buffer.get(offset + 1) & 0xff,
            buffer.get(offset + 2) & 0xff,
            buffer.getShort(offset + 3) & 0xffff);
  }

  private void takeHeader(int octet, long timeNs, long packet) {
    if (headerBytes == 0) {
      header = 0;
      startNs = timeNs;
      startPacket = packet;
    }
    header = header << 8 | octet;
    if (++headerBytes < ContentType.HEADER_LENGTH) {
      return;
    }
    headerBytes = 0;
    int type = (int) (header >>> 32) & 0xff;
    length = (int) header & 0xffff;
    int major = (int) (header >>> 24) & 0xff;
    int minor = (int) (header >>> 16) & 0xff;
    if (!ContentType.isHeader(type, major, minor, length)) {
      lose(ContentType.HEADER_LENGTH);
      return;
    }
    within = true;
    whole = true;
    remaining = length;
    sink.onRecord(direction, type, length, startNs, startPacket);
    take(0, timeNs, packet);
  }

  private void take(int bytes, long timeNs, long packet) {
    remaining -= bytes;
    if (remaining == 0) {
      within = false;
      sink.onRecordEnd(direction, whole, timeNs, packet);
    }
  }

  /** The capture lacks so many bytes; a header that was read tells how far its record goes. */
  void gap(long bytes) {
    long unknown = bytes;
    if (within) {
      int ofRecord = (int) Math.min(bytes, remaining);
      whole = false;
      unknown -= ofRecord;
      take(ofRecord, lastNs, lastPacket);
    }
    if (unknown > 0) {
      lose(headerBytes + unknown);
    }
  }

  private void lose(long bytes) {
    headerBytes = 0;
    within = false;
    synchronised = false;
    unreadBytes += bytes;
    sink.onLost(direction);
  }
}
