package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tcpdx.capture.CaptureException;
import io.tcpdx.capture.CaptureReader;
import io.tcpdx.capture.Captures;
import io.tcpdx.capture.ReaderChoice;
import io.tcpdx.wire.DecodeStatus;
import io.tcpdx.wire.Frame;
import io.tcpdx.wire.LinkFallback;
import io.tcpdx.wire.Packet;
import io.tcpdx.wire.PacketDecoder;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** tshark's "follow stream" shows the same bytes of the first connection of each sample. */
final class ReassemblerTsharkTest {
  /** tshark writes words of its own where a capture lacks bytes: those samples are left out. */
  static List<Path> samples() throws IOException {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve("sample-captures"))) {
      directory = directory.getParent();
    }
    try (Stream<Path> files = Files.walk(directory.resolve("sample-captures"), 2)) {
      return files
          .filter(file -> file.endsWith("capture.pcap"))
          .filter(ReassemblerTsharkTest::isWhole)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void streamsAgree(Path capture, @TempDir Path directory)
      throws IOException, InterruptedException, CaptureException {
    assumeTrue(isInstalled("tshark"), "tshark is not installed");
    ReassemblerRecord told = new ReassemblerRecord();
    feed(capture, new FirstConnection(told));
    StringBuilder client = new StringBuilder();
    StringBuilder server = new StringBuilder();
    for (String line : follow(capture, directory.resolve("out"))) {
      (line.startsWith("\t") ? server : client).append(line.strip());
    }
    List<String> followed = List.of(client.toString(), server.toString());
    for (Direction direction : Direction.values()) {
      String bytes = hex(told, direction);
      if (told.end(direction) == StreamEnd.RESET) {
        // what crosses a reset on its way reaches nobody, but tshark follows it
        assertThat(followed).as(direction.name()).anyMatch(stream -> stream.startsWith(bytes));
      } else {
        assertThat(followed).as(direction.name()).contains(bytes);
      }
    }
  }

  private static boolean isWhole(Path capture) {
    ReassemblerRecord told = new ReassemblerRecord();
    try {
      feed(capture, new FirstConnection(told));
    } catch (IOException | CaptureException e) {
      throw new AssertionError(capture.toString(), e);
    }
    return Stream.of(Direction.values()).noneMatch(side -> told.known(side).contains(false));
  }

  private static String hex(ReassemblerRecord told, Direction direction) {
    return HexFormat.of().formatHex(told.bytes(direction));
  }

  private static void feed(Path capture, StreamListener streams)
      throws IOException, CaptureException {
    ConnectionTable table =
        new ConnectionTable(new Silence(), 60_000_000_000L, 60_000_000_000L, 1_000, streams);
    PacketDecoder decoder = new PacketDecoder(LinkFallback.NONE);
    Frame frame = new Frame();
    Packet packet = new Packet();
    try (CaptureReader reader = Captures.open(capture, ReaderChoice.MAPPED)) {
      while (reader.next(frame)) {
        if (decoder.decode(frame, packet) == DecodeStatus.TCP) {
          table.onPacket(packet);
        }
      }
    }
    table.finish();
  }

  /** The lines of hexadecimal digits between tshark's heading and its last line. */
  private static List<String> follow(Path capture, Path output)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("tshark", "-r", capture.toString(), "-q", "-z", "follow,tcp,raw,0")
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).as("exit status of tshark").isZero();
    List<String> lines =
        Files.readAllLines(output).stream()
            .dropWhile(line -> !line.startsWith("Node 1:"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("==="))
            .toList();
    return lines;
  }

  private static boolean isInstalled(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private record FirstConnection(StreamListener told) implements StreamListener {
    @Override
    public void onBytes(
        Connection connection,
        Direction direction,
        long position,
        ByteBuffer buffer,
        int offset,
        int length,
        long timeNs,
        long packet) {
      if (connection.id() == 0) {
        told.onBytes(connection, direction, position, buffer, offset, length, timeNs, packet);
      }
    }

    @Override
    public void onGap(Connection connection, Direction direction, long position, long length) {
      if (connection.id() == 0) {
        told.onGap(connection, direction, position, length);
      }
    }

    @Override
    public void onEnd(Connection connection, Direction direction, StreamEnd end) {
      if (connection.id() == 0) {
        told.onEnd(connection, direction, end);
      }
    }
  }

  private static final class Silence implements ConnectionListener {
    @Override
    public void onStart(Connection connection) {}

    @Override
    public void onSegment(Connection connection, Segment segment) {}

    @Override
    public void onAckRound(Connection connection, AckRound round) {}

    @Override
    public void onEnd(Connection connection, long captureEndNs) {}
  }
}
