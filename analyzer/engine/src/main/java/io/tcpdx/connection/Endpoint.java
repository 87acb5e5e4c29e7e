package io.tcpdx.connection;

/**
 * One end of a connection.
 *
 * @param address the IP address as text: dotted for IPv4, RFC 5952 for IPv6
 * @param port the TCP port
 */
public record Endpoint(String address, int port) {
  /** {@code 10.0.0.1:80}, {@code [2001:db8::1]:80}. */
  @Override
  public String toString() {
    return address.indexOf(':') < 0 ? address + ":" + port : "[" + address + "]:" + port;
  }
}
