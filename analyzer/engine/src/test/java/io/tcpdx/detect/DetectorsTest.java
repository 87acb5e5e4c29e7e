package io.tcpdx.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A detector is a class that announces itself, a page that explains it, and a test. */
final class DetectorsTest {
  private static List<DetectorDescription> descriptions() {
    return Detectors.descriptions();
  }

  private static List<Class<? extends Detector>> types() {
    return Detectors.all().stream().<Class<? extends Detector>>map(Detectors.Kind::type).toList();
  }

  @Test
  void everyDetectorClassIsRegistered() {
    Set<String> written =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.tcpdx.detect")
                .stream()
                .filter(type -> type.isAssignableTo(Detector.class) && !type.isInterface())
                .map(JavaClass::getName)
                .collect(Collectors.toSet());

    assertThat(written).isNotEmpty();
    assertThat(types().stream().map(Class::getName)).containsAll(written);
  }

  @Test
  void codesAreUniqueAndInOrder() {
    List<String> codes = descriptions().stream().map(DetectorDescription::code).toList();

    assertThat(codes).doesNotHaveDuplicates().isSorted().allMatch(c -> c.matches("[a-z-]+"));
  }

  @ParameterizedTest
  @MethodSource("descriptions")
  void everyDetectorSaysWhatItIs(DetectorDescription detector) {
    assertThat(detector.title()).isNotBlank();
    assertThat(detector.reference()).contains("RFC");
    assertThat(detector.requires()).doesNotContain("");
  }

  @ParameterizedTest
  @MethodSource("descriptions")
  void everyPageExplainsItsDetector(DetectorDescription detector) {
    assertThat(detector.page()).startsWith("# ").hasSizeGreaterThan(400);
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyDetectorHasATest(Class<? extends Detector> type) {
    assertThatCode(() -> Class.forName(type.getName() + "Test")).doesNotThrowAnyException();
  }
}
