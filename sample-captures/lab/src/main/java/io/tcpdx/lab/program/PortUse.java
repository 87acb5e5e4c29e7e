package io.tcpdx.lab.program;

/**
 * One connection of a client that makes many, or its attempt at one.
 *
 * @param localPort the client's; 0 where the kernel had none to give
 * @param port the server's
 * @param startNs before connect(2), monotonic
 * @param endNs after close(2), or when connect(2) had failed
 * @param errno of connect(2); 0 where it succeeded
 * @param synsAgain how often the kernel had sent the SYN again by the time it was answered
 */
public record PortUse(int localPort, int port, long startNs, long endNs, int errno, int synsAgain) {

  public boolean connected() {
    return errno == 0;
  }
}
