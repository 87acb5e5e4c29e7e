package io.tcpdx.lab.program;

import io.tcpdx.lab.sys.SystemCallException;
import io.tcpdx.lab.sys.TcpSocket;

/** Connections of one small request and answer each, one after another. */
public final class ShortConnections {

  private static final int REQUEST_BYTES = 100;
  private static final int RESPONSE_BYTES = 200;

  /** Where the server may listen, too. */
  public static final int OTHER_PORT = 8001;

  /** The kernel chooses the client's port. */
  public static final int ANY_PORT = 0;

  private final Peer me;

  /** Has the sockets in TIME_WAIT counted, and one line logged per connection. */
  public ShortConnections(Peer me) {
    this.me = me;
    me.watchTimeWaits(OTHER_PORT);
    me.log().terse();
  }

  /**
   * The client's part of one.
   *
   * @param port the server's
   * @param localPort to bind, or {@link #ANY_PORT}
   * @param options set before that
   * @param closesFirst whether the client closes without waiting for the server's end
   * @return errno of connect(2); 0 where it succeeded
   */
  public int make(int port, int localPort, Peer.Options options, boolean closesFirst)
      throws Exception {
    long startNs = System.nanoTime();
    Connection c;
    try {
      c =
          me.connect(
              port,
              socket -> {
                options.apply(socket);
                if (localPort != ANY_PORT) {
                  socket.bindPort(localPort);
                }
              });
    } catch (SystemCallException e) {
      me.log().portUsed(new PortUse(localPort, port, startNs, System.nanoTime(), e.errno(), 0));
      return e.errno();
    }
    int synsAgain = (int) c.socket().info().get("totalRetrans");
    int boundPort = c.socket().localPort();
    c.send(REQUEST_BYTES);
    c.receive(RESPONSE_BYTES);
    if (!closesFirst) {
      c.receiveToEnd();
    }
    c.close();
    me.log().portUsed(new PortUse(boundPort, port, startNs, System.nanoTime(), 0, synsAgain));
    me.forgetAllButLast();
    return 0;
  }

  /** The server's part of one at its usual port. */
  public void serve(boolean closesFirst) throws Exception {
    answer(me.accept(), closesFirst);
  }

  /** The server's part of one at another port. */
  public void serve(TcpSocket listener, boolean closesFirst) throws Exception {
    answer(me.accept(listener), closesFirst);
  }

  private void answer(Connection c, boolean closesFirst) throws Exception {
    c.receive(REQUEST_BYTES);
    c.send(RESPONSE_BYTES);
    if (!closesFirst) {
      c.receiveToEnd();
    }
    c.close();
    me.forgetAllButLast();
  }
}
