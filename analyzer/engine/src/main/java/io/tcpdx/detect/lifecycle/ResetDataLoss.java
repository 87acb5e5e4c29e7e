package io.tcpdx.detect.lifecycle;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.CloseKind;
import io.tcpdx.connection.CloseSummary;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.ConnectionDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Charges;
import java.util.Locale;

/**
 * A reset that came while data was under way or unread: that data is lost, and maybe nobody
 * noticed.
 */
@AutoService(Detector.class)
@DetectorInfo(
    id = "reset-data-loss",
    title = "Reset with data lost",
    reference = "RFC 9293 §3.6, §3.10.4; RFC 1122 §4.2.2.13",
    requires = {Needs.BOTH_DIRECTIONS})
public final class ResetDataLoss implements ConnectionDetector {
  /**
   * Where nobody can read what was said, so little after the resetting side's own FIN is most
   * likely a farewell: a {@code QUIT} or its answer, an SSH_MSG_DISCONNECT, a close_notify of TLS
   * that began within another protocol.
   */
  private static final long FAREWELL_BYTES = 64;

  /** After such a silence the reset is that of somebody who has waited long enough. */
  private static final long MIN_STALL_NS = 10_000_000_000L;

  @Override
  public void onEnd(
      Connection connection,
      ConnectionSummary summary,
      Charges charges,
      long captureEndNs,
      FindingSink findings) {
    CloseSummary close = summary.close();
    Side resetBy = connection.resetBy();
    if (close.kind() != CloseKind.RESET_DATA_LOSS || resetBy == null) {
      return;
    }
    boolean unacked = close.unackedBytes() > 0;
    boolean farewell =
        connection.lostAfterFin()
            && close.unackedBytes() <= FAREWELL_BYTES
            && !lostWhatIsRead(connection, close, resetBy);
    Evidence evidence = new Evidence();
    evidence.add(connection.resetNs(), connection.resetPacket());
    findings.found(
        FindingBuilder.of(ResetDataLoss.class)
            .connection(connection.id())
            .direction(resetBy.sends())
            .level(farewell ? Level.NOTE : abandoned(connection) ? Level.WARNING : Level.ERROR)
            .confidence(unacked ? Confidence.CERTAIN : Confidence.LIKELY)
            .metric("unackedBytes", close.unackedBytes())
            .metric("afterFin", connection.lostAfterFin())
            .seconds("silenceSeconds", stallNs(connection) > 0 ? stallNs(connection) : -1)
            .summary(sentence(connection, close, resetBy, unacked))
            .advise(advice(connection, resetBy, farewell))
            .build(evidence));
  }

  /** Whether a reader follows a side of which data was lost: then it knows a farewell. */
  private static boolean lostWhatIsRead(Connection connection, CloseSummary close, Side resetBy) {
    long ownBytes = connection.closing().resettersUnackedBytes();
    boolean own = ownBytes > 0 && connection.halfStream(resetBy.sends()).isRead();
    Direction others = resetBy.opposite().sends();
    return own || (close.unackedBytes() > ownBytes && connection.halfStream(others).isRead());
  }

  /** A client that resets what is sent to it does not want it any more: nobody misses it. */
  private static boolean abandoned(Connection connection) {
    return connection.resetBy() == Side.CLIENT && connection.closing().resettersUnackedBytes() == 0;
  }

  /** The silence before the reset, in nanoseconds, where it is long; else 0. */
  private static long stallNs(Connection connection) {
    long silenceNs = connection.closing().silenceBeforeResetNs();
    return silenceNs >= MIN_STALL_NS ? silenceNs : 0;
  }

  private static String sentence(
      Connection connection, CloseSummary close, Side resetBy, boolean unacked) {
    String by = "The " + resetBy.noun();
    if (!unacked) {
      return by
          + " reset the connection while the "
          + resetBy.opposite().noun()
          + "'s last request had no answer: it was likely closed with that request unread.";
    }
    long stallNs = stallNs(connection);
    return (stallNs > 0 ? "After " + Figures.duration(stallNs) + " of silence " : "")
        + (stallNs > 0 ? by.toLowerCase(Locale.ROOT) : by)
        + (connection.lostAfterFin() ? ", having closed already," : "")
        + (stallNs > 0 ? " gave up and" : "")
        + " reset the connection while "
        + Figures.count(close.unackedBytes(), "byte was", "bytes were")
        + " unacknowledged.";
  }

  private static String advice(Connection connection, Side resetBy, boolean farewell) {
    if (farewell) {
      return "Most likely harmless: so few bytes after the close are a farewell, as a rule, that nobody"
          + " waits for.";
    }
    if (stallNs(connection) > 0) {
      return "The reset is the end, not the cause: find why the transfer stalled before it. Did the"
          + " other side go on sending (capture there too), was anything lost on the way, did a"
          + " program stop reading or writing?";
    }
    String by = "At the " + resetBy.noun() + ": ";
    return connection.lostAfterFin()
        ? by
            + "use shutdown(SHUT_WR) and read until end of stream before close, so that what the other"
            + " side still sends is not answered by a reset."
        : by
            + "read all that was sent before close (close with unread data resets), and do not set"
            + " SO_LINGER 0; close gracefully: shutdown(SHUT_WR), read until end of stream, close.";
  }
}
