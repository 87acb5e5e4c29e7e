package io.tcpdx.lab.link;

import java.nio.ByteBuffer;

/** Frames for tests: bare IPv4, 10.7.0.1:1000 to 10.7.0.2:8000. */
final class SyntheticFrames {

  static final int SYN = 0x02;
  static final int ACK = 0x10;

  private SyntheticFrames() {}

  static byte[] tcp(int flags, int seq, int payloadBytes) {
    ByteBuffer frame = ByteBuffer.allocate(40 + payloadBytes);
    frame.put(0, (byte) 0x45).putShort(2, (short) (40 + payloadBytes));
    frame.put(8, (byte) 64).put(9, (byte) 6);
    frame.putInt(12, 0x0a070001).putInt(16, 0x0a070002);
    frame.putShort(20, (short) 1000).putShort(22, (short) 8000);
    frame.putInt(24, seq).putInt(28, 7777);
    frame.put(32, (byte) 0x50).put(33, (byte) flags);
    return frame.array();
  }
}
