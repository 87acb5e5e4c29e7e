package io.tcpdx.wire;

/** What stands where decoding ends and no registry has a number for. */
enum NamedProtocol {
  PROTECTED_802_11("protected 802.11"),
  FRAGMENT_802_11("802.11 fragment"),
  MANAGEMENT_802_11("802.11 management"),
  CONTROL_802_11("802.11 control"),
  NULL_802_11("802.11 data without a payload"),
  SNAP("SNAP"),
  GRE_KEEP_ALIVE("GRE keep-alive"),
  PPTP_ACKNOWLEDGMENT("PPTP acknowledgement"),
  ROUTED_GRE("GRE with source routes"),
  GTP_SIGNALLING("GTP-U signalling"),
  L2TP_CONTROL("L2TP control"),
  CAPWAP_KEEP_ALIVE("CAPWAP keep-alive"),
  CAPWAP_FRAGMENT("CAPWAP fragment"),
  CAPWAP_DTLS("CAPWAP over DTLS"),
  GRE_DTLS("GRE over DTLS"),
  MPLS_DTLS("MPLS over DTLS"),
  ESP_IN_UDP("ESP in UDP"),
  WIRE_GUARD("WireGuard"),
  OPEN_VPN("OpenVPN"),
  PPP_MULTILINK_FRAGMENT("PPP multilink fragment"),
  NESTED_TOO_DEEP("tunnels within tunnels");

  private final String title;

  NamedProtocol(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
