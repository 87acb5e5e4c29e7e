package io.tcpdx.lab.scenario;

/** Segments with data or a FIN that each side's kernel sent again. */
public record SentAgain(long byClient, long byServer) {

  static SentAgain of(Outcome outcome) {
    return new SentAgain(outcome.client().segmentsAgain(), outcome.server().segmentsAgain());
  }

  /**
   * Where nothing was sent again no capture shows it. Where something was, the sender's own capture
   * shows it; elsewhere that depends on where the first copy was lost, and is left open here.
   */
  Measured.Statement everywhere() {
    return byClient + byServer == 0 ? Measured.Statement.ABSENT : Measured.Statement.OPEN;
  }

  boolean seenAt(Vantage vantage) {
    return switch (vantage) {
      case CLIENT -> byClient > 0;
      case SERVER -> byServer > 0;
      case BETWEEN -> false;
    };
  }
}
