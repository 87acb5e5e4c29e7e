package io.tcpdx.lab.scenario;

/** What joins the two namespaces. */
public enum Medium {
  /** Ethernet frames through the emulator. */
  TAP,
  /** The same with segmentation offload: a frame is up to 64 kB, as between real network cards. */
  TAP_OFFLOAD,
  /** Bare IP packets through the emulator. */
  TUN,
  /** A veth pair: no delay, no faults, but segmentation offload as on real network cards. */
  VETH
}
