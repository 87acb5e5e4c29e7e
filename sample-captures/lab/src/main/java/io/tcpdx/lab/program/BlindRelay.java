package io.tcpdx.lab.program;

import io.tcpdx.lab.sys.Address;
import io.tcpdx.lab.sys.SystemCallException;
import java.util.Arrays;

/**
 * A proxy that understands nothing of what passes: it hands on the client's first bytes, then
 * whatever the origin says until that closes. What the client says meanwhile stays unread, which is
 * how proxies of old met keep-alive (RFC 9112 §C.2.2).
 */
public final class BlindRelay {

  private static final int CHUNK = 65536;

  private BlindRelay() {}

  /** Relays one connection to {@code origin} and closes it when the origin has. */
  public static void relayOne(Peer me, Address origin) throws SystemCallException {
    Connection client = me.accept();
    client.socket().noDelay(true);
    byte[] buffer = new byte[CHUNK];
    int asked = client.receive(buffer);
    Connection onward = me.connect(origin, socket -> socket.noDelay(true));
    onward.write(Arrays.copyOf(buffer, asked));
    for (int got = onward.receive(buffer); got > 0; got = onward.receive(buffer)) {
      client.write(Arrays.copyOf(buffer, got));
    }
    onward.close();
    client.close();
  }
}
