package io.tcpdx.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes pcap files of a few TCP segments: raw IPv4, times in milliseconds from a fixed start. */
final class TinyCapture {
  static final int SYN = 0x02;
  static final int RST = 0x04;
  static final int PSH = 0x08;
  static final int ACK = 0x10;
  static final int FIN = 0x01;

  /** Bytes of the file's header. */
  static final int HEADER_BYTES = 24;

  /** Bytes of a record without payload. */
  static final int RECORD_BYTES = 16 + 40;

  private static final int START_SECONDS = 1_795_371_243;
  private static final int LINKTYPE_RAW = 101;
  private static final int CLIENT = 0x0a070001;
  private static final int SERVER = 0x0a070002;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  TinyCapture() {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    header.putInt(65_535).putInt(LINKTYPE_RAW);
    bytes.writeBytes(header.array());
  }

  /** A connection that is set up, asks, is answered, and is closed by the client. */
  static TinyCapture exchange() {
    return exchange(0);
  }

  /** The same, from a port and at a time that are that much higher. */
  static TinyCapture exchange(int shift) {
    return new TinyCapture()
        .client(shift, SYN, shift, 100, 0, 0)
        .server(shift + 10, SYN | ACK, shift, 500, 101, 0)
        .client(shift + 11, ACK, shift, 101, 501, 0)
        .client(shift + 12, PSH | ACK, shift, 101, 501, 30)
        .server(shift + 30, PSH | ACK, shift, 501, 131, 50)
        .client(shift + 31, FIN | ACK, shift, 131, 551, 0)
        .server(shift + 41, FIN | ACK, shift, 551, 132, 0)
        .client(shift + 42, ACK, shift, 132, 552, 0);
  }

  /** A connection attempt that the server refuses. */
  static TinyCapture refused() {
    return new TinyCapture().client(0, SYN, 0, 100, 0, 0).server(10, RST | ACK, 0, 0, 101, 0);
  }

  TinyCapture client(int ms, int flags, int portShift, int seq, int ack, int payload) {
    return segment(ms, CLIENT, SERVER, 40_000 + portShift, 80, seq, ack, flags, payload);
  }

  TinyCapture server(int ms, int flags, int portShift, int seq, int ack, int payload) {
    return segment(ms, SERVER, CLIENT, 80, 40_000 + portShift, seq, ack, flags, payload);
  }

  private TinyCapture segment(
      int ms,
      int from,
      int to,
      int fromPort,
      int toPort,
      int seq,
      int ack,
      int flags,
      int payload) {
    int length = 40 + payload;
    ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    record.putInt(START_SECONDS + ms / 1000).putInt(ms % 1000 * 1000).putInt(length).putInt(length);
    bytes.writeBytes(record.array());
    ByteBuffer packet = ByteBuffer.allocate(length);
    packet.putInt(0x45000000 | length).putInt(ms << 16 | 0x4000).putInt(0x40060000);
    packet.putInt(from).putInt(to);
    packet.putShort((short) fromPort).putShort((short) toPort).putInt(seq).putInt(ack);
    packet.putShort((short) (0x5000 | flags)).putShort((short) 65_000).putInt(0);
    bytes.writeBytes(packet.array());
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** Writes the file into that directory. */
  Path write(Path directory, String name) throws IOException {
    return Files.write(directory.resolve(name), bytes());
  }
}
