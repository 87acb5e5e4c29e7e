package io.tcpdx.lab.scenario;

/** What joins the two namespaces. */
public enum Medium {
  /** Ethernet frames through the emulator. */
  TAP,
  /** Bare IP packets through the emulator. */
  TUN,
  /** A veth pair: no delay, no faults, but segmentation offload as on real network cards. */
  VETH
}
