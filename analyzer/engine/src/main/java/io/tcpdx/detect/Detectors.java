package io.tcpdx.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** All detectors that the class path offers, by code. */
public final class Detectors {
  private Detectors() {}

  /** One kind of detector, of which instances can be made. */
  record Kind(DetectorInfo info, ServiceLoader.Provider<Detector> provider) {
    Class<? extends Detector> type() {
      return provider.type();
    }
  }

  static List<Kind> all() {
    return ServiceLoader.load(Detector.class).stream()
        .map(provider -> new Kind(info(provider.type()), provider))
        .sorted(Comparator.comparing(kind -> kind.info().id()))
        .toList();
  }

  /** Every detector as the list and the explain command show it. */
  public static List<DetectorDescription> descriptions() {
    return all().stream().map(Detectors::describe).toList();
  }

  private static DetectorDescription describe(Kind kind) {
    List<String> requires = Arrays.stream(kind.info().requires()).map(Needs::description).toList();
    return new DetectorDescription(
        kind.info().id(),
        kind.info().title(),
        kind.info().reference(),
        requires,
        page(kind.info().id(), kind.type()));
  }

  /** The page of that code, in the resources beside that class. */
  static String page(String code, Class<?> beside) {
    String name = "/io/tcpdx/detect/explain/" + code + ".md";
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no page " + name + " for " + beside.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a detector says of itself.
   *
   * @throws IllegalStateException if the class lacks {@link DetectorInfo}
   */
  static DetectorInfo info(Class<? extends Detector> type) {
    DetectorInfo info = type.getAnnotation(DetectorInfo.class);
    if (info == null) {
      throw new IllegalStateException(type.getName() + " lacks @DetectorInfo");
    }
    return info;
  }
}
