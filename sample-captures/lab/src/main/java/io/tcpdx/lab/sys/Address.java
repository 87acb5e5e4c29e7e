package io.tcpdx.lab.sys;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A literal IPv4 or IPv6 address with a port. */
public record Address(String host, int port) {

  public boolean ipv6() {
    return host.indexOf(':') >= 0;
  }

  /** {@code struct sockaddr_in} or {@code sockaddr_in6}. */
  byte[] sockaddr() {
    byte[] literal = literal();
    ByteBuffer address =
        ByteBuffer.allocate(ipv6() ? 28 : 16)
            .order(ByteOrder.nativeOrder())
            .putShort((short) (ipv6() ? Libc.AF_INET6 : Libc.AF_INET))
            .order(ByteOrder.BIG_ENDIAN)
            .putShort((short) port);
    if (ipv6()) {
      address.putInt(0);
    }
    return address.put(literal).array();
  }

  private byte[] literal() {
    try {
      return InetAddress.getByName(host).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not a literal address: " + host, e);
    }
  }
}
