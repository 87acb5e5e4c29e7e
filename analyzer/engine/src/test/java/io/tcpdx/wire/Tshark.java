package io.tcpdx.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Wireshark's decoder, to be compared with. */
final class Tshark {
  private static final int SECTION_HEADER = 0x0a0d0d0a;
  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int ENHANCED_PACKET = 6;

  private Tshark() {}

  static void assumeInstalled() {
    String path = System.getenv().getOrDefault("PATH", "");
    assumeTrue(
        Stream.of(path.split(File.pathSeparator, -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "tshark"))),
        "tshark is not installed");
  }

  /**
   * A line for each of {@code frames} with the values of {@code fields}, commas between them and
   * semicolons between those of the same field.
   */
  static List<String> fields(List<CapturedFrame> frames, Path directory, String... fields)
      throws IOException, InterruptedException {
    Path capture = directory.resolve("frames.pcapng");
    write(capture, frames);
    Path output = directory.resolve("fields");
    List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString()));
    command.addAll(List.of("-T", "fields", "-E", "separator=,", "-E", "aggregator=;"));
    command.addAll(List.of("-o", "tcp.relative_sequence_numbers:FALSE"));
    for (String field : fields) {
      command.addAll(List.of("-e", field));
    }
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).as("exit status of tshark").isZero();
    return Files.readAllLines(output, StandardCharsets.UTF_8);
  }

  /** One interface for each link type, in pcapng. */
  private static void write(Path capture, List<CapturedFrame> frames) throws IOException {
    List<Integer> linkTypes = frames.stream().map(CapturedFrame::linkType).distinct().toList();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(capture))) {
      out.write(sectionHeader());
      for (int linkType : linkTypes) {
        out.write(interfaceDescription(linkType));
      }
      for (CapturedFrame frame : frames) {
        out.write(packet(frame, linkTypes.indexOf(frame.linkType())));
      }
    }
  }

  private static byte[] sectionHeader() {
    byte[] bytes = new byte[28];
    littleEndian(bytes).putInt(SECTION_HEADER).putInt(bytes.length).putInt(BYTE_ORDER_MAGIC);
    littleEndian(bytes).position(12).putShort((short) 1).putShort((short) 0).putLong(-1);
    littleEndian(bytes).putInt(24, bytes.length);
    return bytes;
  }

  private static byte[] interfaceDescription(int linkType) {
    byte[] bytes = new byte[20];
    ByteBuffer block = littleEndian(bytes);
    block.putInt(INTERFACE_DESCRIPTION).putInt(bytes.length).putShort((short) linkType);
    block.putInt(16, bytes.length);
    return bytes;
  }

  private static byte[] packet(CapturedFrame frame, int interfaceIndex) {
    int captured = frame.bytes().length;
    byte[] bytes = new byte[32 + ((captured + 3) & ~3)];
    long micros = frame.timeNs() / 1_000;
    ByteBuffer block = littleEndian(bytes);
    block.putInt(ENHANCED_PACKET).putInt(bytes.length).putInt(interfaceIndex);
    block.putInt((int) (micros >>> 32)).putInt((int) micros);
    block.putInt(captured).putInt(frame.originalLength()).put(frame.bytes());
    block.putInt(bytes.length - 4, bytes.length);
    return bytes;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
