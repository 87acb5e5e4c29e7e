package io.tcpdx.cli.corpus;

import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/** What a capture that holds only headers does not show. */
final class NeedsPayload {
  /** Packages of detectors that look at what was said. */
  private static final Set<String> AREAS = Set.of("http", "dns", "tls");

  /**
   * Whether a program was to act, or had nothing to do, is told by what was said; and that goes
   * before the path's own time.
   */
  private static final Set<String> CAUSES =
      Set.of(
          "ledger.TLS_HANDSHAKE",
          "ledger.CLIENT_THINK",
          "ledger.SERVER_THINK",
          "ledger.IDLE",
          "ledger.NETWORK",
          "ledger.TRANSFER",
          "ledger.UNKNOWN");

  private static final Set<String> CODES = codes();

  private NeedsPayload() {}

  /** Whether that is a finding about what was said. */
  static boolean finding(String thing) {
    return CODES.stream().anyMatch(code -> thing.startsWith("finding " + code + " "));
  }

  /** Whether that figure depends on what was said. */
  static boolean figure(String path) {
    return path.startsWith("conversation")
        || path.startsWith("connection.limitsHit")
        || path.matches(".*\\.(summary|advice\\[]|partOf)")
        || CAUSES.contains(path);
  }

  private static Set<String> codes() {
    Set<String> codes = new TreeSet<>();
    for (Detector detector : ServiceLoader.load(Detector.class)) {
      String area = detector.getClass().getPackageName();
      if (AREAS.contains(area.substring(area.lastIndexOf('.') + 1))) {
        codes.add(detector.getClass().getAnnotation(DetectorInfo.class).id());
      }
    }
    return codes;
  }
}
