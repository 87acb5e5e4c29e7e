package io.tcpdx.cli.text;

import io.tcpdx.detect.Figures;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.LedgerSummary;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What time goes into, in plain words. */
final class CauseWords {
  /** Causes named where there is room for a line only. */
  private static final int SHORTLY = 2;

  /** In percent: what is less is not named where there is room for a line only. */
  private static final long WORTH_NAMING = 10;

  private CauseWords() {}

  /** What the time went into, in a few words. */
  static String of(Cause cause) {
    return switch (cause) {
      case HANDSHAKE -> "setting up the connection";
      case TLS_HANDSHAKE -> "setting up TLS";
      case CLIENT_THINK -> "waiting for the client";
      case SERVER_THINK -> "waiting for the server";
      case NETWORK -> "round trips";
      case TRANSFER -> "bytes on their way";
      case SLOW_START -> "waiting for the congestion window to grow";
      case CONGESTION_WINDOW -> "held by the congestion window";
      case RECEIVE_WINDOW -> "waiting for room at the receiver";
      case ZERO_WINDOW -> "the receiver's window was closed";
      case LOSS_RECOVERY -> "repairing losses";
      case NAGLE -> "held by Nagle's algorithm";
      case DELAYED_ACK -> "waiting for ACKs that were held back";
      case IDLE -> "open and unused";
      case CLOSE -> "closing";
      case UNKNOWN -> "unknown: the capture does not show it";
    };
  }

  /** The causes that were charged with anything, the costliest first. */
  static List<Cause> charged(LedgerSummary ledger) {
    return Arrays.stream(Cause.values())
        .filter(cause -> ledger.ns(cause) > 0)
        .sorted(Comparator.comparingLong(ledger::ns).reversed())
        .toList();
  }

  /** {@code 76 % held by Nagle's algorithm, 14 % waiting for the server}; empty without time. */
  static String shortly(LedgerSummary ledger) {
    long totalNs = ledger.totalNs();
    return charged(ledger).stream()
        .limit(SHORTLY)
        .filter(cause -> ledger.ns(cause) >= totalNs / 100 * WORTH_NAMING)
        .map(cause -> Figures.share(ledger.ns(cause), totalNs) + " " + name(cause))
        .collect(Collectors.joining(", "));
  }

  private static String name(Cause cause) {
    return cause == Cause.UNKNOWN ? "unknown" : of(cause);
  }
}
