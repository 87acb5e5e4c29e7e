package io.tcpdx.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tcpdx.wire.SampleFrames.Sample;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tshark finds the same segment in every sample, behind the same tunnels. */
final class TsharkReferenceTest {
  private static final int SECTION_HEADER = 0x0a0d0d0a;
  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int ENHANCED_PACKET = 6;

  @Test
  void samplesAgree(@TempDir Path directory) throws IOException, InterruptedException {
    assumeTrue(isInstalled("tshark"), "tshark is not installed");
    List<Sample> samples =
        SampleFrames.all().stream().filter(s -> s.status() == DecodeStatus.TCP).toList();
    Path capture = Files.write(directory.resolve("samples.pcapng"), pcapng(samples));
    List<String> lines = tshark(capture, directory.resolve("out"));

    assertThat(lines).hasSameSizeAs(samples);
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      byte[] bytes = sample.frame().bytes();
      Packet packet =
          Decoded.cut(sample.frame().linkType(), bytes.length, bytes.length, bytes).packet();
      TcpView tcp = packet.tcp();
      String expected =
          "%d,%d,%d,%d,%d"
              .formatted(
                  tcp.sourcePort(),
                  tcp.destinationPort(),
                  Integer.toUnsignedLong(tcp.sequence()),
                  packet.payloadLength(),
                  Integer.toUnsignedLong(packet.tcpOptions().timestampValue()));
      assertThat(lines.get(i)).as(sample.name()).isEqualTo(expected);
    }
  }

  private static List<String> tshark(Path capture, Path output)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("tshark", "-r", capture.toString(), "-T", "fields"));
    command.addAll(List.of("-E", "separator=,", "-o", "tcp.relative_sequence_numbers:FALSE"));
    for (String field :
        List.of(
            "tcp.srcport", "tcp.dstport", "tcp.seq", "tcp.len", "tcp.options.timestamp.tsval")) {
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

  /** One interface for each frame, as each may have a link type of its own. */
  private static byte[] pcapng(List<Sample> samples) {
    ByteBuffer file = ByteBuffer.allocate(64 << 10).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(SECTION_HEADER).putInt(28).putInt(BYTE_ORDER_MAGIC);
    file.putShort((short) 1).putShort((short) 0).putLong(-1).putInt(28);
    for (Sample sample : samples) {
      file.putInt(INTERFACE_DESCRIPTION).putInt(20);
      file.putShort((short) sample.frame().linkType()).putShort((short) 0).putInt(0).putInt(20);
    }
    for (int i = 0; i < samples.size(); i++) {
      byte[] bytes = samples.get(i).frame().bytes();
      int padded = (bytes.length + 3) & ~3;
      file.putInt(ENHANCED_PACKET).putInt(32 + padded).putInt(i).putLong(0);
      file.putInt(bytes.length).putInt(bytes.length).put(bytes);
      file.put(new byte[padded - bytes.length]).putInt(32 + padded);
    }
    byte[] written = new byte[file.position()];
    file.get(0, written);
    return written;
  }

  private static boolean isInstalled(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
