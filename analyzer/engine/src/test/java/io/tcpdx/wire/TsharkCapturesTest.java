package io.tcpdx.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.capture.PacketFactoryFallback;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In captures of strangers tshark finds TCP in the same frames, with as many bytes of payload.
 * Where only tshark finds some, the decoder says that the frame is cut or damaged.
 */
final class TsharkCapturesTest {
  private final Frame frame = new Frame();
  private final Packet packet = new Packet();

  /** What was found in a frame. */
  private record Found(List<String> payloadLengths, Set<DecodeStatus> statuses) {
    /** Whether the frame was said to be cut or damaged, as tshark may read it nevertheless. */
    boolean unreadable() {
      return statuses.contains(DecodeStatus.TRUNCATED) || statuses.contains(DecodeStatus.MALFORMED);
    }
  }

  @Test
  void everyCaptureAgrees(@TempDir Path directory) throws IOException, InterruptedException {
    Tshark.assumeInstalled();
    List<CapturedFrame> frames = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Found> found = new ArrayList<>();
    for (Path capture :
        Stream.concat(PublicCaptures.files().stream(), PublicCaptures.cases().stream()).toList()) {
      PacketDecoder decoder = new PacketDecoder(new PacketFactoryFallback());
      for (CapturedFrame captured : CaptureFrames.read(capture)) {
        frames.add(captured);
        names.add(capture.getFileName() + " frame " + captured.number());
        found.add(decode(decoder, captured));
      }
    }
    // One run of tshark over all: starting it takes longer than most captures.
    List<String> lines = Tshark.fields(frames, directory, "tcp.len", "frame.protocols");

    assertThat(lines).hasSameSizeAs(frames);
    List<String> differences = new ArrayList<>();
    long segments = 0;
    for (int i = 0; i < lines.size(); i++) {
      List<String> expected = payloadLengths(lines.get(i));
      List<String> actual = found.get(i).payloadLengths();
      segments += actual.size();
      if (!actual.equals(expected) && !(actual.isEmpty() && found.get(i).unreadable())) {
        differences.add(names.get(i) + ": " + found.get(i) + ", tshark " + lines.get(i));
      }
    }
    assertThat(differences).isEmpty();
    assertThat(segments).isGreaterThan(10_000);
  }

  private Found decode(PacketDecoder decoder, CapturedFrame captured) {
    captured.show(frame, captured.bytes().length);
    List<String> lengths = new ArrayList<>();
    DecodeStatus status = decoder.decode(frame, packet);
    Set<DecodeStatus> statuses = EnumSet.of(status);
    add(lengths, status, captured);
    while (decoder.hasMore()) {
      status = decoder.decodeMore(packet);
      statuses.add(status);
      add(lengths, status, captured);
    }
    return new Found(lengths, statuses);
  }

  private void add(List<String> lengths, DecodeStatus status, CapturedFrame captured) {
    if (status == DecodeStatus.TCP) {
      // Some tools cut frames and forget how long they were. The decoder takes the IP header's word
      // for it, and tshark the frame's.
      boolean forgotten =
          captured.originalLength() == captured.bytes().length
              && packet.payloadLength() > captured.originalLength();
      int length = forgotten ? packet.payloadCapturedLength() : packet.payloadLength();
      lengths.add(Integer.toString(length));
    }
  }

  /** What ICMP quotes of a segment is none. */
  private static List<String> payloadLengths(String line) {
    int comma = line.indexOf(',');
    boolean quoted = line.contains(":icmp:") || line.contains(":icmpv6:");
    return comma <= 0 || quoted ? List.of() : List.of(line.substring(0, comma).split(";", -1));
  }
}
