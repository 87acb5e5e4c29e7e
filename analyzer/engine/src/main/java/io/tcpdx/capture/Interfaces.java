package io.tcpdx.capture;

import io.tcpdx.capture.CaptureException.Reason;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.PcapAddress;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.Pcaps;

/** The interfaces of this host, and whether this user may capture on them. */
public final class Interfaces {
  private static final int TRIAL_SNAP_LENGTH = 64;
  private static final int TRIAL_TIMEOUT_MS = 1;

  private Interfaces() {}

  /**
   * All that libpcap can capture on, in its order; each is opened for a moment to see whether it
   * may be.
   *
   * @throws CaptureException if libpcap is missing or cannot list them
   */
  public static List<CaptureInterface> list() throws CaptureException {
    try {
      List<CaptureInterface> interfaces = new ArrayList<>();
      for (PcapNetworkInterface device : Pcaps.findAllDevs()) {
        interfaces.add(describe(device));
      }
      return interfaces;
    } catch (PcapNativeException e) {
      throw new CaptureException(
          Reason.UNREADABLE, "the interfaces cannot be listed: " + Libpcap.oneLine(e), e);
    } catch (LinkageError e) {
      throw Libpcap.missing(e);
    }
  }

  /** Their names; empty where they cannot be listed. */
  static List<String> names() {
    try {
      return Pcaps.findAllDevs().stream().map(PcapNetworkInterface::getName).toList();
    } catch (PcapNativeException e) {
      return List.of();
    }
  }

  private static CaptureInterface describe(PcapNetworkInterface device) {
    List<String> addresses = new ArrayList<>();
    for (PcapAddress address : device.getAddresses()) {
      InetAddress ip = address.getAddress();
      if (ip != null) {
        addresses.add(ip.getHostAddress());
      }
    }
    String obstacle = obstacle(device.getName());
    return new CaptureInterface(
        device.getName(),
        device.getDescription(),
        addresses,
        device.isUp(),
        device.isRunning(),
        device.isLoopBack(),
        obstacle == null,
        obstacle);
  }

  private static @Nullable String obstacle(String name) {
    try {
      new PcapHandle.Builder(name)
          .snaplen(TRIAL_SNAP_LENGTH)
          .promiscuousMode(PromiscuousMode.NONPROMISCUOUS)
          .timeoutMillis(TRIAL_TIMEOUT_MS)
          .build()
          .close();
      return null;
    } catch (PcapNativeException e) {
      return Libpcap.isPermissionDenied(e)
          ? "not permitted: needs root or the capability cap_net_raw"
          : Libpcap.oneLine(e);
    }
  }
}
