package io.tcpdx.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.capture.PacketFactoryFallback;
import io.tcpdx.wire.SampleFrames.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where Pcap4j's own decoder finds a segment, the views find the same one, field by field. */
final class Pcap4jReferenceTest {
  /** What Pcap4j stops at: it gives no segment for these, or that of the outermost IP header. */
  private static final Set<String> UNKNOWN_TO_PCAP4J =
      Set.of(
          "QinQ",
          "PPPoE",
          "MPLS",
          "SLL2",
          "LOOP",
          "FDDI",
          "Cisco HDLC",
          "802.11",
          "radiotap QoS padded",
          "NFLOG",
          "PPPoE link",
          "authentication header",
          "IPv6 all extensions",
          "IPv4 in IPv4",
          "6in4",
          "IPv4 in IPv6",
          "GRE",
          "GRE all fields",
          "GRE Ethernet",
          "GRE PPP",
          "ERSPAN II",
          "ERSPAN III",
          "EtherIP",
          "VXLAN",
          "Geneve options",
          "AYIYA",
          "PPP compressed protocol",
          "PPP multilink",
          "PPP Cisco HDLC",
          "PPP MPLS",
          "PPP direction",
          "VN-tag",
          "E-tag",
          "802.1ah",
          "MACsec in clear",
          "A-MSDU",
          "PKTAP",
          "IPoIB",
          "GRE 802.11",
          "GRE WCCP",
          "EoIP",
          "NSH",
          "GTP-U",
          "GTP-U extension",
          "VXLAN reserved bits",
          "VXLAN-GPE",
          "VXLAN-GPE NSH",
          "L2TPv2",
          "L2TPv2 all fields",
          "L2TPv3",
          "Teredo",
          "Teredo headers",
          "CAPWAP",
          "CAPWAP 802.11",
          "GRE over UDP",
          "MPLS over UDP");

  /** What Pcap4j misreads: it does not count an empty PadN option (RFC 8200 §4.2) as two bytes. */
  private static final Set<String> MISREAD_BY_PCAP4J = Set.of("IPv6 router alert");

  private final PacketDecoder decoder = new PacketDecoder(new PacketFactoryFallback());
  private final Frame frame = new Frame();
  private final Packet packet = new Packet();

  static List<Sample> segments() {
    return SampleFrames.all().stream()
        .filter(s -> s.status() == DecodeStatus.TCP)
        .filter(s -> !MISREAD_BY_PCAP4J.contains(s.name()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("segments")
  void samplesAgree(Sample sample) {
    Optional<SegmentFields> expected = Pcap4jSegments.decode(sample.frame());

    assertThat(expected.isEmpty()).isEqualTo(UNKNOWN_TO_PCAP4J.contains(sample.name()));
    assertAgrees(sample.name(), sample.frame());
  }

  @Test
  void recordedCapturesAgree() {
    List<Path> captures = recordedCaptures();
    assertThat(captures).isNotEmpty();
    for (Path capture : captures) {
      for (CapturedFrame captured : CaptureFrames.read(capture)) {
        String name = capture + " frame " + captured.number();
        boolean compared = assertAgrees(name, captured);
        boolean whole = captured.bytes().length == captured.originalLength();
        // The lab records plain TCP over IP: Pcap4j misses none of it, unless it was cut.
        assertThat(compared || !whole || decode(captured) != DecodeStatus.TCP).as(name).isTrue();
      }
    }
  }

  @Test
  void publicCapturesAgree() {
    int compared = 0;
    for (Path capture : PublicCaptures.files()) {
      for (CapturedFrame captured : CaptureFrames.read(capture)) {
        compared += assertAgrees(capture + " frame " + captured.number(), captured) ? 1 : 0;
      }
    }
    assertThat(compared).isGreaterThan(4_000);
  }

  /** Answers whether Pcap4j found a segment to compare with. */
  private boolean assertAgrees(String name, CapturedFrame captured) {
    Optional<SegmentFields> expected = Pcap4jSegments.decode(captured);
    if (expected.isEmpty()) {
      return false;
    }
    assertThat(decode(captured)).as(name).isEqualTo(DecodeStatus.TCP);
    assertThat(SegmentFields.of(packet)).as(name).isEqualTo(expected.get());
    return true;
  }

  private DecodeStatus decode(CapturedFrame captured) {
    captured.show(frame, captured.bytes().length);
    return decoder.decode(frame, packet);
  }

  private static List<Path> recordedCaptures() {
    Path samples = PublicCaptures.repository().resolve("sample-captures");
    return PublicCaptures.list(samples)
        .filter(Files::isDirectory)
        .flatMap(PublicCaptures::list)
        .filter(file -> file.toString().endsWith(".pcap"))
        .sorted()
        .toList();
  }
}
