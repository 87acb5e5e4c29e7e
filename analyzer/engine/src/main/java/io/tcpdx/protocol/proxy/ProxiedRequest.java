package io.tcpdx.protocol.proxy;

import io.tcpdx.protocol.Fields;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
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
   * Time that the answer took on the way from the client's side that it did not take on the
   * server's: inside the proxy, in nanoseconds. Setting up the outbound connection is in it, and
   * the path between the proxy and where its legs were captured. The difference of two waits, so
   * that it holds where the clocks of two captures differ; null where either was not seen.
   */
  public @Nullable Long insideNs() {
    long outer = asked.waitNs();
    long inner = forwarded.waitNs();
    return outer < 0 || inner < 0 || inner > outer ? null : outer - inner;
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

  /** Names, in lower case, of the kept fields that the proxy gave the request. */
  public List<String> added() {
    return difference(fields(forwarded), fields(asked));
  }

  /** Names, in lower case, of the kept fields that the proxy took from the request. */
  public List<String> removed() {
    return difference(fields(asked), fields(forwarded));
  }

  private static Fields fields(Transaction transaction) {
    Request request = transaction.request();
    Message message = request == null ? null : request.message();
    return message == null ? Fields.NONE : message.fields();
  }

  private static List<String> difference(Fields has, Fields lacks) {
    TreeSet<String> names = new TreeSet<>();
    has.lines().stream()
        .filter(line -> !lacks.has(line.name()))
        .forEach(line -> names.add(line.name().toLowerCase(Locale.ROOT)));
    return new ArrayList<>(names);
  }
}
