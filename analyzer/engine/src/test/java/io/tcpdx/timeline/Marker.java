package io.tcpdx.timeline;

import java.util.Map;

/**
 * What a line of a timeline expects of its segment.
 *
 * @param verb {@code finds}, {@code spares} or {@code is}
 * @param subject the code of a detector, or the segment's kinds
 * @param attributes what the finding must say, by name
 */
record Marker(String verb, String subject, Map<String, String> attributes) {
  static final String FINDS = "finds";
  static final String SPARES = "spares";
  static final String IS = "is";

  boolean finds(String code) {
    return verb.equals(FINDS) && subject.equals(code);
  }

  boolean spares(String code) {
    return verb.equals(SPARES) && subject.equals(code);
  }
}
