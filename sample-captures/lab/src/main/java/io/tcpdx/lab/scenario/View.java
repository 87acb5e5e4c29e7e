package io.tcpdx.lab.scenario;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where and how a scenario is captured.
 *
 * @param principal whose capture is {@code capture.pcap}
 * @param also whose captures stand beside it, the principal one included where there are several
 * @param snaplen bytes kept of each frame; 0 keeps all
 * @param filter a BPF expression in addition to {@code tcp}; empty for none
 * @param lookups whether DNS over UDP is captured, too
 * @param late whether the capture begins only when the client program says so
 */
public record View(
    Vantage principal,
    Set<Vantage> also,
    int snaplen,
    String filter,
    boolean lookups,
    boolean late) {

  public View {
    also = Set.copyOf(also);
  }

  public static View from(Vantage principal) {
    return new View(principal, Set.of(), 0, "", false, false);
  }

  /** The same run seen from the client, the middle and the server. */
  public static View fromEverywhere(Vantage principal) {
    return new View(principal, EnumSet.allOf(Vantage.class), 0, "", false, false);
  }

  public View snaplen(int bytes) {
    return new View(principal, also, bytes, filter, lookups, late);
  }

  public View filter(String expression) {
    return new View(principal, also, snaplen, expression, lookups, late);
  }

  /** The same with the names that were looked up. */
  public View withLookups() {
    return new View(principal, also, snaplen, filter, true, late);
  }

  /** Which packets are kept, as a BPF expression. */
  public String expression() {
    String kept = lookups ? "(tcp or udp port 53)" : "tcp";
    return filter.isEmpty() ? kept : kept + " and " + filter;
  }

  public View startingLate() {
    return new View(principal, also, snaplen, filter, lookups, true);
  }

  public boolean has(Vantage vantage) {
    return principal == vantage || also.contains(vantage);
  }
}
