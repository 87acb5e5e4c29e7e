package io.tcpdx.detect;

import io.tcpdx.connection.Direction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a finding together; what is not said keeps its default: a certain note without cost. */
public final class FindingBuilder {
  private final String code;
  private final String title;
  private Level level = Level.NOTE;
  private Confidence confidence = Confidence.CERTAIN;
  private @Nullable Integer connection;
  private @Nullable List<String> hosts;
  private @Nullable Direction direction;
  private long occurrences = 1;
  private long costNs;
  private final Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
  private String summary = "";
  private final List<String> advice = new ArrayList<>();

  private FindingBuilder(DetectorInfo info) {
    this.code = info.id();
    this.title = info.title();
  }

  /** Begins a finding of the detector of that class. */
  public static FindingBuilder of(Class<? extends Detector> detector) {
    return new FindingBuilder(Detectors.info(detector));
  }

  public FindingBuilder level(Level value) {
    level = value;
    return this;
  }

  public FindingBuilder confidence(Confidence value) {
    confidence = value;
    return this;
  }

  /** The connection that it is about, by id. */
  public FindingBuilder connection(int id) {
    connection = id;
    return this;
  }

  /** The hosts that it is about, where it spans connections. */
  public FindingBuilder hosts(List<String> value) {
    hosts = List.copyOf(value);
    return this;
  }

  /** The direction in which what it is about travelled. */
  public FindingBuilder direction(Direction value) {
    direction = value;
    return this;
  }

  public FindingBuilder occurrences(long value) {
    occurrences = value;
    return this;
  }

  /** Time that it cost, in nanoseconds. */
  public FindingBuilder costNs(long value) {
    costNs = Math.max(0, value);
    return this;
  }

  /** A figure; its name ends in its unit. */
  public FindingBuilder metric(String name, @Nullable Object value) {
    metrics.put(name, value);
    return this;
  }

  /** A duration, told in seconds; its name ends in {@code Seconds}. */
  public FindingBuilder seconds(String name, long durationNs) {
    return metric(name, durationNs < 0 ? null : BigDecimal.valueOf(durationNs, 9));
  }

  /** A share between 0 and 1, told with three decimals. */
  public FindingBuilder share(String name, double value) {
    return metric(name, BigDecimal.valueOf(Math.round(value * 1000), 3));
  }

  /** One sentence with the figures. */
  public FindingBuilder summary(String value) {
    summary = value;
    return this;
  }

  /** One thing to do; the best is said first. */
  public FindingBuilder advise(String value) {
    advice.add(value);
    return this;
  }

  /** The finding, shown by this evidence. */
  public Finding build(Evidence evidence) {
    return new Finding(
        code,
        level,
        confidence,
        connection,
        hosts,
        direction,
        occurrences,
        costNs,
        null,
        evidence.startNs(),
        evidence.firstPacket(),
        evidence.lastPacket(),
        evidence.packets(),
        Collections.unmodifiableMap(metrics),
        title,
        summary,
        List.copyOf(advice));
  }
}
