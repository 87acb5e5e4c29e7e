package io.tcpdx;

import io.tcpdx.report.CaptureSummary.NotAnalysed;
import io.tcpdx.report.CaptureSummary.OtherPackets;
import io.tcpdx.wire.DecodeStatus;
import io.tcpdx.wire.Protocols;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts packets by why they were not analysed and by what they are. A table of plain numbers: many
 * a capture holds more of these packets than of TCP.
 */
final class ProtocolCounts {
  /** Kinds that are told apart; a capture of arbitrary bytes would have no end of them. */
  static final int MAX_KINDS = 256;

  /** Twice the kinds, that few share a place; a power of two, to be a mask. */
  private static final int PLACES = 2 * MAX_KINDS;

  private static final int STATUS_SHIFT = 24;
  private static final int PROTOCOL_MASK = (1 << STATUS_SHIFT) - 1;
  private static final DecodeStatus[] STATUSES = DecodeStatus.values();

  /** The status from 1 up in the highest byte, and the protocol; 0 where the place is free. */
  private final int[] keys = new int[PLACES];

  private final long[] packets = new long[PLACES];
  private final long[] firstPackets = new long[PLACES];
  private final long[] beyond = new long[STATUSES.length];
  private final long[] firstBeyond = new long[STATUSES.length];
  private int kinds;

  /**
   * @param protocol what the packet is, by {@link Protocols}
   * @param number of the packet's frame
   */
  @SuppressWarnings("EnumOrdinal") // Not kept beyond the run.
  void add(DecodeStatus status, int protocol, long number) {
    int statusIndex = status.ordinal();
    int key = ((statusIndex + 1) << STATUS_SHIFT) | protocol;
    int place = place(key);
    if (keys[place] == 0 && kinds == MAX_KINDS) {
      firstBeyond[statusIndex] = beyond[statusIndex]++ == 0 ? number : firstBeyond[statusIndex];
      return;
    }
    if (keys[place] == 0) {
      kinds++;
      keys[place] = key;
      firstPackets[place] = number;
    }
    packets[place]++;
  }

  /** The key's place, or the free one that it would have. */
  private int place(int key) {
    int hash = key * 0x9e3779b9;
    int place = (hash >>> 16) & (PLACES - 1);
    while (keys[place] != 0 && keys[place] != key) {
      place = (place + 1) & (PLACES - 1);
    }
    return place;
  }

  /** What may hold TCP that was not found. */
  List<NotAnalysed> notAnalysed() {
    List<NotAnalysed> list = new ArrayList<>();
    for (int place = 0; place < PLACES; place++) {
      if (keys[place] != 0 && status(place).undecoded()) {
        list.add(
            new NotAnalysed(
                name(place), status(place).reason(), packets[place], null, firstPackets[place]));
      }
    }
    for (int i = 0; i < STATUSES.length; i++) {
      if (beyond[i] > 0 && STATUSES[i].undecoded()) {
        list.add(new NotAnalysed("others", STATUSES[i].reason(), beyond[i], null, firstBeyond[i]));
      }
    }
    return list;
  }

  /** What holds no TCP. */
  List<OtherPackets> others() {
    List<OtherPackets> list = new ArrayList<>();
    long rest = 0;
    for (int place = 0; place < PLACES; place++) {
      if (keys[place] != 0 && !status(place).undecoded()) {
        list.add(new OtherPackets(name(place), packets[place]));
      }
    }
    for (int i = 0; i < STATUSES.length; i++) {
      rest += STATUSES[i].undecoded() ? 0 : beyond[i];
    }
    if (rest > 0) {
      list.add(new OtherPackets("others", rest));
    }
    return list;
  }

  private DecodeStatus status(int place) {
    return STATUSES[(keys[place] >>> STATUS_SHIFT) - 1];
  }

  private String name(int place) {
    return Protocols.name(keys[place] & PROTOCOL_MASK);
  }
}
