package io.tcpdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.wire.Frame;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a system without libpcap: another Java that is told to look for a library that is not there.
 */
class MissingLibraryTest {
  @TempDir Path directory;

  /** Tries all that needs libpcap, twice since classes fail differently then, and what does not. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws IOException, CaptureException {
      Path file = Path.of(arguments[0]);
      for (int i = 0; i < 2; i++) {
        report("live", () -> LiveCapture.open("lo", LiveOptions.DEFAULTS));
        report("interfaces", Interfaces::list);
        report("libpcap", () -> Captures.open(file, ReaderChoice.LIBPCAP));
        report("filter", () -> FilteredCapture.of(Captures.open(file, ReaderChoice.AUTO), "tcp"));
      }
      try (CaptureReader reader = Captures.open(file, ReaderChoice.AUTO)) {
        System.out.println("auto " + reader.next(new Frame()));
      }
    }

    private interface Attempt {
      Object run() throws CaptureException, IOException;
    }

    private static void report(String name, Attempt attempt) throws IOException {
      try {
        System.out.println(name + " worked: " + attempt.run());
      } catch (CaptureException e) {
        System.out.println(name + " " + e.reason() + " " + e.getMessage());
      }
    }
  }

  @Test
  void isToldInOneLineAndKeepsNoFileFromBeingRead() throws Exception {
    Path file =
        CaptureBytes.pcap(ByteOrder.BIG_ENDIAN, 0xa1b2c3d4, 0, 1)
            .record(1, 0, 60, new byte[60])
            .writeTo(directory);
    List<String> lines =
        OtherJava.run(
            List.of(), "-Dorg.pcap4j.core.pcapLibName=no-such-library", Program.class, file);
    assertThat(lines).hasSize(9);
    assertThat(lines.get(8)).isEqualTo("auto true");
    List<String> attempts = List.of("live", "interfaces", "libpcap", "filter");
    for (int i = 0; i < 8; i++) {
      assertThat(lines.get(i))
          .startsWith(attempts.get(i % 4) + " NO_NATIVE_LIBRARY libpcap could not be loaded")
          .endsWith(": install it, see native-notes/; reading capture files does without it");
    }
    assertThat(lines.get(0)).contains(" (Unable to load library 'no-such-library'): ");
  }
}
