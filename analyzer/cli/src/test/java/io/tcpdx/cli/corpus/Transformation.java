package io.tcpdx.cli.corpus;

import java.util.Optional;
import java.util.function.Function;

/**
 * One way in which the same traffic may have been captured otherwise.
 *
 * @param name under which the lists of differences know it
 * @param change makes the other capture; empty where it cannot be made of this one
 * @param demand what must hold of its report
 */
record Transformation(String name, Function<Frames, Optional<Frames>> change, Demand demand) {
  /** What the report on a changed capture must have to do with the report on the whole one. */
  enum Demand {
    /** It says the same. */
    SAME,
    /** It says the same of all that headers show. */
    SAME_OF_HEADERS,
    /** It makes nothing up: no error that was not there, and no more of anything. */
    NOTHING_MADE_UP
  }

  /** Applies the change; empty too where it leaves nothing. */
  Optional<Frames> of(Frames frames) {
    return change.apply(frames).filter(changed -> changed.size() > 0);
  }

  @Override
  public String toString() {
    return name;
  }
}
