package io.tcpdx.detect;

import io.tcpdx.ledger.Cause;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a detector is. Its page stands beside this package as resource {@code explain/<id>.md}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface DetectorInfo {
  /** The code of its findings: a noun, in lower case with hyphens. */
  String id();

  /** The diagnosis in a few words. */
  String title();

  /** Where the behaviour is specified or described. */
  String reference();

  /** What a connection's capture must hold for the detector to judge it. */
  Needs[] requires() default {};

  /**
   * What of a connection's time its findings may charge as their cost: no finding costs more than
   * the ledger has for these causes. None for findings without cost, or whose cost lies outside of
   * connections.
   */
  Cause[] charges() default {};

  /**
   * Codes of findings that may charge the same time, seen in another light: of two such on the same
   * connection, or between the same hosts, the smaller is told as part of the greater.
   */
  String[] overlaps() default {};
}
