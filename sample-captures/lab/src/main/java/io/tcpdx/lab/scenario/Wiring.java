package io.tcpdx.lab.scenario;

import io.tcpdx.lab.link.Fault;
import io.tcpdx.lab.link.Path;
import io.tcpdx.lab.program.Stage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The link of a scenario and the kernel parameters at both ends.
 *
 * @param up from client to server
 * @param down from server to client
 * @param faults makes fresh faults for a run
 * @param span whether the capture between holds every frame twice
 * @param sysctls set in both namespaces
 * @param congestionControl of every socket
 * @param initialWindow of both sides in segments, set on the route; 0 leaves it to the kernel
 */
public record Wiring(
    Medium medium,
    boolean ipv6,
    Path up,
    Path down,
    Function<Stage, List<Fault>> faults,
    boolean span,
    Map<String, String> sysctls,
    String congestionControl,
    int initialWindow) {

  private static final int DEEP_QUEUE_BYTES = 4_000_000;

  private static final String CUBIC = "cubic";

  /** Leaves the initial window to the kernel (10 segments, RFC 6928). */
  private static final int KERNELS_OWN = 0;

  /** Ethernet over IPv4 with half of {@code rttMs} each way, and no faults. */
  public static Wiring rtt(double rttMs) {
    Path path = Path.delay(rttMs / 2);
    return new Wiring(
        Medium.TAP, false, path, path, stage -> List.of(), false, Map.of(), CUBIC, KERNELS_OWN);
  }

  public Wiring over(Medium other) {
    return new Wiring(
        other, ipv6, up, down, faults, span, sysctls, congestionControl, initialWindow);
  }

  public Wiring overIpv6() {
    return new Wiring(
        medium, true, up, down, faults, span, sysctls, congestionControl, initialWindow);
  }

  /** Limits what the client downloads. */
  public Wiring download(long bitsPerSecond, int queueBytes) {
    Path limited = new Path(down.oneWayDelayNs(), bitsPerSecond, queueBytes);
    return new Wiring(
        medium, ipv6, up, limited, faults, span, sysctls, congestionControl, initialWindow);
  }

  /** Limits both directions alike; the queues hold whatever comes. */
  public Wiring rate(long bitsPerSecond) {
    return new Wiring(
        medium,
        ipv6,
        new Path(up.oneWayDelayNs(), bitsPerSecond, DEEP_QUEUE_BYTES),
        new Path(down.oneWayDelayNs(), bitsPerSecond, DEEP_QUEUE_BYTES),
        faults,
        span,
        sysctls,
        congestionControl,
        initialWindow);
  }

  public Wiring with(Function<Stage, List<Fault>> other) {
    return new Wiring(
        medium, ipv6, up, down, other, span, sysctls, congestionControl, initialWindow);
  }

  public Wiring mirrored() {
    return new Wiring(
        medium, ipv6, up, down, faults, true, sysctls, congestionControl, initialWindow);
  }

  public Wiring sysctl(String key, String value) {
    return new Wiring(
        medium, ipv6, up, down, faults, span, plus(key, value), congestionControl, initialWindow);
  }

  private Map<String, String> plus(String key, String value) {
    Map<String, String> all = new TreeMap<>(sysctls);
    all.put(key, value);
    return Map.copyOf(all);
  }

  public Wiring congestionControl(String name) {
    return new Wiring(medium, ipv6, up, down, faults, span, sysctls, name, initialWindow);
  }

  public Wiring initialWindow(int segments) {
    return new Wiring(medium, ipv6, up, down, faults, span, sysctls, congestionControl, segments);
  }
}
