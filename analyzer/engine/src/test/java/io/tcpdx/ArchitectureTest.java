package io.tcpdx;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.tcpdx.detect.Detector;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Holds the arrows between the packages of the engine. Data flows one way: capture, wire, place,
 * connection, protocol, then ledger and detect, then report; nothing downstream is called to ask.
 */
@AnalyzeClasses(packages = "io.tcpdx", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.tcpdx";

  /** What each package may use beside itself, the JDK and JSpecify's annotations. */
  private static final Map<String, List<String>> ARROWS =
      Map.of(
          "wire", List.of(),
          "capture", List.of(ours("wire"), "org.pcap4j..", "com.sun.jna.."),
          "place", List.of(),
          "connection", List.of(ours("place"), ours("wire")),
          // HttpCore's HPACK decompresses the fields of HTTP/2, and hands them out as its Header.
          "protocol",
              List.of(
                  ours("connection"),
                  ours("place"),
                  ours("wire"),
                  "org.xbill.DNS..",
                  "org.apache.hc.core5.http2.hpack",
                  "org.apache.hc.core5.http"),
          "ledger", List.of(ours("connection"), ours("protocol")),
          "detect",
              List.of(
                  ours("connection"), ours("protocol"), ours("ledger"), "com.google.auto.service"),
          "story", List.of(ours("connection"), ours("detect")),
          "report",
              List.of(
                  ours("connection"),
                  ours("detect"),
                  ours("ledger"),
                  ours("protocol"),
                  ours("story"),
                  ours("capture")));

  private static final Set<String> SHAPELESS_NAMES =
      Set.of("util", "utils", "common", "helper", "helpers", "misc");

  @ArchTest
  static void everyPackageUsesOnlyWhatItsArrowsAllow(JavaClasses engine) {
    ARROWS.forEach((name, allowed) -> arrowsOf(name, allowed).check(engine));
  }

  @ArchTest
  static void everyPackageHasItsArrows(JavaClasses engine) {
    assertThat(engine.stream().map(ArchitectureTest::packageUnderRoot).filter(n -> !n.isEmpty()))
        .as("packages directly under io.tcpdx")
        .isSubsetOf(ARROWS.keySet());
  }

  @ArchTest
  static final ArchRule onlyTheFilesSummaryOfCaptureReachesTheReport =
      noClasses()
          .that()
          .resideInAPackage(ours("report"))
          .should()
          .dependOnClassesThat(
              resideInAPackage(ours("capture"))
                  .and(
                      describe(
                          "are readers",
                          type -> !type.getSimpleName().equals("CaptureFileSummary"))));

  @ArchTest
  static final ArchRule nobodyInsideCallsTheFacade =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT);

  @ArchTest
  static final ArchRule pcap4jStaysInCapture =
      noClasses()
          .that()
          .resideOutsideOfPackage(ours("capture"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.pcap4j..", "com.sun.jna..");

  @ArchTest
  static final ArchRule hpackStaysInHttp2 =
      noClasses()
          .that()
          .resideOutsideOfPackage(ours("protocol.http2"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.hc..");

  @ArchTest
  static final ArchRule noCycles = slices().matching("io.tcpdx.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noDetectorUsesAnother =
      noClasses()
          .that()
          .implement(Detector.class)
          .should(
              new ArchCondition<>("use another detector") {
                @Override
                public void check(JavaClass detector, ConditionEvents events) {
                  detector.getDirectDependenciesFromSelf().stream()
                      .filter(d -> isDetector(d.getTargetClass()))
                      .filter(d -> !isWithin(detector, d.getTargetClass()))
                      .forEach(
                          d -> events.add(SimpleConditionEvent.satisfied(d, d.getDescription())));
                }
              });

  @ArchTest
  static void packagesAreNamedForWhatTheyHold(JavaClasses engine) {
    assertThat(
            engine.stream()
                .flatMap(type -> Arrays.stream(type.getPackageName().split("\\.", -1)))
                .distinct())
        .doesNotContainAnyElementsOf(SHAPELESS_NAMES);
  }

  @ArchTest static final ArchRule theEngineDoesNotPrint = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule theEngineAsksNoClock =
      noClasses()
          .should()
          .callMethodWhere(
              describe("asks a clock", (JavaMethodCall call) -> asksClock(call.getTarget())))
          .because("time is an argument: a report depends on its capture alone");

  private static ArchRule arrowsOf(String name, List<String> allowed) {
    String[] reachable =
        Stream.concat(Stream.of(ours(name), "java..", "org.jspecify.."), allowed.stream())
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(ours(name))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(reachable).or(primitives()));
  }

  private static DescribedPredicate<JavaClass> primitives() {
    return describe("are primitive", type -> type.getBaseComponentType().isPrimitive());
  }

  private static boolean isDetector(JavaClass type) {
    return type.isAssignableTo(Detector.class) && !type.isInterface();
  }

  private static boolean isWithin(JavaClass outer, JavaClass type) {
    return type.getName().equals(outer.getName())
        || type.getName().startsWith(outer.getName() + "$");
  }

  private static boolean asksClock(MethodCallTarget target) {
    JavaClass owner = target.getOwner();
    boolean system =
        owner.isEquivalentTo(System.class)
            && Set.of("currentTimeMillis", "nanoTime").contains(target.getName());
    boolean now = owner.getPackageName().equals("java.time") && target.getName().equals("now");
    return system || now || owner.isEquivalentTo(Clock.class);
  }

  private static String ours(String name) {
    return ROOT + "." + name + "..";
  }

  private static String packageUnderRoot(JavaClass type) {
    String rest = type.getPackageName().substring(ROOT.length());
    return rest.isEmpty() ? "" : rest.split("\\.", -1)[1];
  }
}
