package io.tcpdx.detect.http;

import io.tcpdx.connection.CloseSummary;
import io.tcpdx.connection.ClosingSegment;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Side;
import org.jspecify.annotations.Nullable;

/** Whether it was the server that left the client without answers. */
final class ServersEnd {
  private ServersEnd() {}

  /**
   * The server's FIN or reset with which it ended the connection; null where the client ended it
   * first, or neither was seen to.
   */
  static @Nullable ClosingSegment of(ConnectionSummary connection) {
    CloseSummary close = connection.close();
    ClosingSegment reset = close.reset();
    ClosingSegment fin = close.serverFin();
    ClosingSegment end = fin != null ? fin : byServer(reset);
    boolean clientFirst = isBefore(close.clientFin(), end) || isBefore(reset, end);
    return clientFirst ? null : end;
  }

  private static @Nullable ClosingSegment byServer(@Nullable ClosingSegment reset) {
    return reset != null && reset.by() == Side.SERVER ? reset : null;
  }

  private static boolean isBefore(@Nullable ClosingSegment other, @Nullable ClosingSegment end) {
    return other != null
        && end != null
        && other.by() == Side.CLIENT
        && other.timeNs() < end.timeNs();
  }
}
