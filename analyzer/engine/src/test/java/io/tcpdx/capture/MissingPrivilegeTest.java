package io.tcpdx.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * For a user who may neither capture nor read all files: another Java without root's privileges.
 */
class MissingPrivilegeTest {
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  @TempDir Path directory;

  /** Tries what is not permitted. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws IOException, CaptureException {
      try (CaptureReader reader = Captures.open(arguments[0], ReaderChoice.AUTO)) {
        System.out.println(reader.summary());
      } catch (CaptureException e) {
        System.out.println(e.reason() + " " + e.getMessage());
      }
      try (CaptureReader reader = LiveCapture.open("lo", LiveOptions.DEFAULTS)) {
        System.out.println(reader.summary());
      } catch (CaptureException e) {
        System.out.println(e.reason() + " " + e.getMessage());
      }
      for (CaptureInterface one : Interfaces.list()) {
        if (one.name().equals("lo")) {
          System.out.println(one.permitted() + " " + one.obstacle());
        }
      }
    }
  }

  @Test
  void isToldInOneLine() throws Exception {
    NativeLibrary.assumeLibpcap();
    boolean root = System.getProperty("user.name").equals("root");
    assumeTrue(!root || Files.isExecutable(SETPRIV), "root, and no setpriv to be less");
    Path file = CaptureBytes.pcap(ByteOrder.BIG_ENDIAN, 0xa1b2c3d4, 0, 1).writeTo(directory);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    List<String> lines =
        OtherJava.run(
            root ? List.of(SETPRIV.toString(), "--bounding-set=-all") : List.of(),
            "-Xshare:auto",
            Program.class,
            file);
    assertThat(lines)
        .containsExactly(
            "UNREADABLE " + file + " may not be read by this user (permission denied)",
            "NOT_PERMITTED this user may not capture on lo: run it as root (sudo), or give the java"
                + " program the capabilities (setcap cap_net_raw,cap_net_admin=eip); native-notes/"
                + " says how",
            "false not permitted: needs root or the capability cap_net_raw");
  }
}
