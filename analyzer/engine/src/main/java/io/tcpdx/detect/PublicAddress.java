package io.tcpdx.detect;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Whether an address can be reached from everywhere, or only from within a network. */
public final class PublicAddress {
  /** Carriers' own NAT (RFC 6598): 100.64.0.0/10. */
  private static final int CARRIER = 100;

  private static final int CARRIER_MASK = 0xc0;
  private static final int CARRIER_PREFIX = 0x40;

  /** Unique local addresses (RFC 4193): fc00::/7. */
  private static final int LOCAL_MASK = 0xfe;

  private static final int LOCAL_PREFIX = 0xfc;

  private PublicAddress() {}

  /** Whether that address, as text, is public. */
  public static boolean is(String address) {
    try {
      InetAddress parsed = InetAddress.getByName(address);
      byte[] bytes = parsed.getAddress();
      boolean carriers =
          bytes.length == 4 && bytes[0] == CARRIER && (bytes[1] & CARRIER_MASK) == CARRIER_PREFIX;
      boolean uniqueLocal = bytes.length > 4 && (bytes[0] & LOCAL_MASK) == LOCAL_PREFIX;
      return !parsed.isLoopbackAddress()
          && !parsed.isSiteLocalAddress()
          && !parsed.isLinkLocalAddress()
          && !carriers
          && !uniqueLocal;
    } catch (UnknownHostException e) {
      return false; // no address, so nothing is known of it
    }
  }
}
