package io.tcpdx.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.wire.SampleFrames.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tshark finds the same segment in every sample, behind the same tunnels. */
final class TsharkReferenceTest {
  /**
   * Of which tshark has to be told, in its settings or by a control message, how it is to be read.
   */
  private static final Set<String> NEEDS_SETTINGS = Set.of("L2TPv3", "CAPWAP 802.11");

  @Test
  void samplesAgree(@TempDir Path directory) throws IOException, InterruptedException {
    Tshark.assumeInstalled();
    List<Sample> samples =
        SampleFrames.all().stream()
            .filter(s -> s.status() == DecodeStatus.TCP && !NEEDS_SETTINGS.contains(s.name()))
            .toList();
    List<String> lines =
        Tshark.fields(
            samples.stream().map(Sample::frame).toList(),
            directory,
            "tcp.srcport",
            "tcp.dstport",
            "tcp.seq",
            "tcp.len",
            "tcp.options.timestamp.tsval");

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
}
