package io.tcpdx.lab.scenario;

import io.tcpdx.lab.program.Script;

/**
 * One recording: a link, two programs, a view, and what must come out.
 *
 * @param name of the folder under sample-captures/
 * @param what one sentence for truth.json and the table of all captures
 * @param listens whether the server listens at all; where not, SYNs meet a closed port
 * @param leavesOpen whether the connections are still open when the capture ends
 */
public record Scenario(
    String name,
    String what,
    Wiring wiring,
    View view,
    boolean listens,
    boolean leavesOpen,
    Script client,
    Script server,
    Expectation expectation) {

  public static Scenario of(
      String name,
      String what,
      Wiring wiring,
      View view,
      Script client,
      Script server,
      Expectation expectation) {
    return new Scenario(name, what, wiring, view, true, false, client, server, expectation);
  }

  /** The same with other statements about what must come out. */
  public Scenario expecting(Expectation other) {
    return new Scenario(name, what, wiring, view, listens, leavesOpen, client, server, other);
  }

  /** The same with nobody listening at the server. */
  public Scenario closedPort() {
    return new Scenario(name, what, wiring, view, false, leavesOpen, client, server, expectation);
  }

  /** The same with the capture ending before the connections do. */
  public Scenario leftOpen() {
    return new Scenario(name, what, wiring, view, listens, true, client, server, expectation);
  }
}
