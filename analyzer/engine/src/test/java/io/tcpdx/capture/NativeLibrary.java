package io.tcpdx.capture;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.pcap4j.core.Pcaps;

/** What a test needs of the system; without it the test is skipped, and says why. */
final class NativeLibrary {
  private NativeLibrary() {}

  static void assumeLibpcap() {
    try {
      Pcaps.libVersion();
    } catch (LinkageError e) {
      abort("libpcap is not installed here");
    }
  }

  static void assumeCapturePermitted(String interfaceName) throws CaptureException {
    assumeLibpcap();
    List<CaptureInterface> interfaces = Interfaces.list();
    assumeTrue(
        interfaces.stream().anyMatch(i -> i.name().equals(interfaceName) && i.permitted()),
        "this user may not capture on " + interfaceName);
  }
}
