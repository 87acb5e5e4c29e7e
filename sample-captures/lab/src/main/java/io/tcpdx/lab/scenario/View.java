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
 * @param late whether the capture begins only when the client program says so
 */
public record View(Vantage principal, Set<Vantage> also, int snaplen, String filter, boolean late) {

  public View {
    also = Set.copyOf(also);
  }

  public static View from(Vantage principal) {
    return new View(principal, Set.of(), 0, "", false);
  }

  /** The same run seen from the client, the middle and the server. */
  public static View fromEverywhere(Vantage principal) {
    return new View(principal, EnumSet.allOf(Vantage.class), 0, "", false);
  }

  public View snaplen(int bytes) {
    return new View(principal, also, bytes, filter, late);
  }

  public View filter(String expression) {
    return new View(principal, also, snaplen, expression, late);
  }

  public View startingLate() {
    return new View(principal, also, snaplen, filter, true);
  }

  public boolean has(Vantage vantage) {
    return principal == vantage || also.contains(vantage);
  }
}
