package io.tcpdx.timeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what stands behind {@code //} on a segment's line. */
final class Markers {
  private static final Marker COPY = new Marker(Marker.IS, "capture-duplicate", Map.of());

  private Markers() {}

  /** The markers of a line; other words behind {@code //} are remarks. */
  static List<Marker> parse(String line) {
    List<Marker> markers = new ArrayList<>();
    String[] parts = line.split("//", -1);
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip();
      if (part.startsWith(Marker.FINDS + " ")) {
        markers.add(finds(part.split("\\s+", -1)));
      } else if (part.startsWith(Marker.SPARES + " ")) {
        markers.add(new Marker(Marker.SPARES, part.split("\\s+", -1)[1], Map.of()));
      } else if (part.startsWith(Marker.IS + " ")) {
        String kinds = part.substring(Marker.IS.length()).strip();
        markers.add(new Marker(Marker.IS, kinds, Map.of()));
      }
    }
    return List.copyOf(markers);
  }

  private static Marker finds(String[] words) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 2; i < words.length; i++) {
      String[] pair = words[i].split("=", -1);
      attributes.put(pair[0], pair[1]);
    }
    return new Marker(Marker.FINDS, words[1], attributes);
  }

  /** What is expected of a second copy where kinds are expected of the first. */
  static List<Marker> ofCopy(List<Marker> markers) {
    boolean kindsTold = markers.stream().anyMatch(marker -> marker.verb().equals(Marker.IS));
    return kindsTold ? List.of(COPY) : List.of();
  }
}
