package io.tcpdx.timeline;

/** Where on the path a timeline is captured. */
public enum Vantage {
  CLIENT(0),
  BETWEEN(0.4),
  SERVER(1);

  private final double partOfPath;

  Vantage(double partOfPath) {
    this.partOfPath = partOfPath;
  }

  /** When a segment passes here that the client sends, or gets, at {@code clientNs}. */
  long passesNs(long clientNs, boolean fromClient, Delays delays) {
    return fromClient
        ? clientNs + Math.round(partOfPath * delays.toServerNs())
        : clientNs - Math.round(partOfPath * delays.toClientNs());
  }
}
