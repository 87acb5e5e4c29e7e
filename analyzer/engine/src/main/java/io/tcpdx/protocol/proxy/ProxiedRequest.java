package io.tcpdx.protocol.proxy;

import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * A request that was seen on both sides of a proxy: as the client sent it, and as the proxy sent it
 * on.
 *
 * @param inbound the connection from the client to the proxy
 * @param asked the transaction there
 * @param outbound the connection from the proxy to the server
 * @param forwarded the transaction there
 * @param certain whether no other request of the capture could be the one that was forwarded
 */
public record ProxiedRequest(
    Leg inbound, Transaction asked, Leg outbound, Transaction forwarded, boolean certain) {

  /**
   * Time that the answer took on the client's side of the proxy and not on the server's: inside the
   * proxy, in nanoseconds, with {@link #connectNs} in it. Where a leg was captured away from the
   * proxy, the lowest round-trip time from there to the proxy is taken off. A difference of waits,
   * so that it holds where the clocks of two captures differ; null where either was not seen.
   */
  public @Nullable Long insideNs() {
    long outerNs = asked.waitNs(inbound.connection().times());
    long innerNs = forwarded.waitNs(outbound.connection().times());
    if (outerNs < 0 || innerNs < 0 || innerNs > outerNs) {
      return null;
    }
    long pathsNs =
        Math.max(0, inbound.connection().clientToServer().lowestRttNs())
            + Math.max(0, outbound.connection().serverToClient().lowestRttNs());
    return Math.max(0, outerNs - innerNs - pathsNs);
  }

  /**
   * Time in which the proxy set up the connection to the server for this request, in nanoseconds; 0
   * where it had one.
   */
  public long connectNs() {
    Long insideNs = insideNs();
    Long setUpNs = outbound.connection().handshake().totalNs();
    boolean opened = forwarded.index() == 0 && outbound.connection().startNs() >= asked.startNs();
    return opened && insideNs != null && setUpNs != null ? Math.min(insideNs, setUpNs) : 0;
  }

  /** Whether the request went on with the head that it came with, so that nothing shows a proxy. */
  public boolean verbatim() {
    Request in = asked.request();
    Request out = forwarded.request();
    return in != null
        && out != null
        && in.target().equals(out.target())
        && in.message().headBytes() == out.message().headBytes()
        && in.message().fields().equals(out.message().fields());
  }

  /** What the proxy made of the request's fields. */
  public FieldChanges requestChanges() {
    return FieldChanges.between(message(asked.request()), message(forwarded.request()));
  }

  /** What the proxy made of the answer's fields. */
  public FieldChanges responseChanges() {
    return FieldChanges.between(message(forwarded.response()), message(asked.response()));
  }

  private static @Nullable Message message(@Nullable Request request) {
    return request == null ? null : request.message();
  }

  private static @Nullable Message message(@Nullable Response response) {
    return response == null ? null : response.message();
  }
}
