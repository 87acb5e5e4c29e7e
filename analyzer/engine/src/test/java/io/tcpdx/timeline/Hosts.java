package io.tcpdx.timeline;

/**
 * Between whom a connection is.
 *
 * @param client last byte of the client's address: 10.0.0.1 or fd00::1
 * @param server last byte of the server's
 */
record Hosts(int client, int server) {
  static final Hosts DEFAULT = new Hosts(1, 2);

  /** Last byte of the address of who sends. */
  int sender(boolean fromClient) {
    return fromClient ? client : server;
  }
}
