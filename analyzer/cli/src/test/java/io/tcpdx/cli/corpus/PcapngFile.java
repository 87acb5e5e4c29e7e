package io.tcpdx.cli.corpus;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes frames of any link types as one capture (draft-ietf-opsawg-pcapng). */
final class PcapngFile {
  private static final int SECTION_HEADER = 0x0a0d0d0a;
  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int ENHANCED_PACKET = 6;
  private static final int TIME_RESOLUTION = 9;
  private static final int NANOSECONDS = 9;

  private PcapngFile() {}

  static void write(Path file, List<Seen> frames) throws IOException {
    List<Integer> links =
        new ArrayList<>(frames.stream().map(Seen::linkType).distinct().sorted().toList());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      ByteBuffer section = block(SECTION_HEADER, 28);
      section.putInt(BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0).putLong(-1);
      out.write(closed(section));
      for (int link : links) {
        ByteBuffer description = block(INTERFACE_DESCRIPTION, 32);
        description.putShort((short) link).putShort((short) 0).putInt(0);
        description.putShort((short) TIME_RESOLUTION).putShort((short) 1).putInt(NANOSECONDS);
        out.write(closed(description.putInt(0)));
      }
      for (Seen frame : frames) {
        out.write(packet(frame, links.indexOf(frame.linkType())));
      }
    }
  }

  private static byte[] packet(Seen frame, int interfaceId) {
    int length = frame.bytes().length;
    ByteBuffer packet = block(ENHANCED_PACKET, 32 + ((length + 3) & ~3));
    packet.putInt(interfaceId);
    packet.putInt((int) (frame.timeNs() >>> 32)).putInt((int) frame.timeNs());
    packet.putInt(length).putInt(frame.originalLength()).put(frame.bytes());
    return closed(packet);
  }

  private static ByteBuffer block(int type, int length) {
    ByteBuffer block = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    return block.putInt(type).putInt(length);
  }

  private static byte[] closed(ByteBuffer block) {
    byte[] bytes = new byte[block.capacity()];
    block.putInt(bytes.length - 4, bytes.length).rewind().get(bytes);
    return bytes;
  }
}
