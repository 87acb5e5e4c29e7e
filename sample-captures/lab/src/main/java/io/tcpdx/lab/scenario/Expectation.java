package io.tcpdx.lab.scenario;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a diagnosis must say beyond what follows from the counters. Truth is never taken from here
 * alone: {@code check} holds it against the kernel, and a run that disagrees is thrown away.
 *
 * @param closeKind how the connections end, in the words of the report; null where it is left open
 * @param initiator who ends them first: client, server, or null
 * @param connections in the capture; where left open, as many as the client connected
 * @param present finding codes that must be there
 * @param absent finding codes that must not be there although no counter says so
 * @param undecided finding codes on which this scenario makes no statement
 * @param unseen finding codes that the kernel confirms and the capture cannot show
 */
public record Expectation(
    @Nullable String closeKind,
    @Nullable String initiator,
    OptionalInt connections,
    Set<String> present,
    Set<String> absent,
    Set<String> undecided,
    Set<String> unseen,
    Check check) {

  /** Holds a run against the intention of its scenario. */
  @FunctionalInterface
  public interface Check {
    void check(Outcome outcome) throws Disagreement;
  }

  /** The kernel, or a program, says something else than the scenario intends. */
  public static final class Disagreement extends Exception {
    private static final long serialVersionUID = 1L;

    public Disagreement(String message) {
      super(message);
    }
  }

  private static final String RETRANSMISSION = "retransmission";

  /** What the kernels' counters, or the lack of a cause in the scenario, decide. */
  private static final List<String> TRANSPORT_CODES =
      List.of(
          "handshake-cost",
          "syn-retransmitted",
          "connection-refused",
          "connection-unanswered",
          "connection-timed-out",
          "reset-after-idle",
          "delayed-ack",
          "nagle-stall",
          "small-segments",
          "slow-start-ramp",
          "slow-start-after-idle",
          "zero-window",
          "receive-window-limited",
          RETRANSMISSION,
          "reset-data-loss",
          "close-wait-lingering",
          "time-wait-accumulation",
          "port-exhaustion-risk",
          "port-reuse");

  /** What HTTP, DNS and TLS did: nothing is stated of these but what a scenario states itself. */
  static final List<String> APPLICATION_CODES =
      List.of(
          "keep-alive-reuse",
          "connection-not-reused",
          "keep-alive-limit",
          "keep-alive-race",
          "serial-requests",
          "parallel-connections",
          "pipelining",
          "non-idempotent-pipelined",
          "truncated-message",
          "excess-data",
          "conflicting-length",
          "hop-by-hop-forwarded",
          "proxy-connection",
          "blind-relay",
          "non-idempotent-retry",
          "idempotent-retry",
          "slow-server",
          "dns-delay",
          "tls-handshake-cost");

  /** Every code that the detectors can report. */
  public static final List<String> CODES =
      Stream.concat(TRANSPORT_CODES.stream(), APPLICATION_CODES.stream()).toList();

  public static Expectation close(@Nullable String kind, @Nullable String initiator) {
    return new Expectation(
        kind,
        initiator,
        OptionalInt.empty(),
        Set.of(),
        Set.of(),
        Set.of("handshake-cost"),
        Set.of(),
        outcome -> {});
  }

  public Expectation present(String... codes) {
    return new Expectation(
        closeKind, initiator, connections, Set.of(codes), absent, undecided, unseen, check);
  }

  /**
   * What no counter decides, and what this scenario must nevertheless not show. A code that is also
   * said to be present or undecided is that.
   */
  public Expectation absent(String... codes) {
    return new Expectation(
        closeKind, initiator, connections, present, Set.of(codes), undecided, unseen, check);
  }

  /** The connection lives so long that its set-up cannot be what cost the time. */
  public Expectation longLived() {
    return undecided(new String[0]);
  }

  /** Codes on which nothing is stated; {@code handshake-cost} is stated unless named here. */
  public Expectation undecided(String... codes) {
    return new Expectation(
        closeKind, initiator, connections, present, absent, Set.of(codes), unseen, check);
  }

  /** How many connections the capture shows where that is not how many were established. */
  public Expectation connections(int count) {
    return new Expectation(
        closeKind, initiator, OptionalInt.of(count), present, absent, undecided, unseen, check);
  }

  /** What happened but cannot be told from this capture: nothing may be reported. */
  public Expectation unseen(String... codes) {
    return new Expectation(
        closeKind, initiator, connections, present, absent, undecided, Set.of(codes), check);
  }

  public Expectation check(Check other) {
    return new Expectation(
        closeKind, initiator, connections, present, absent, undecided, unseen, other);
  }

  /** Fails a run unless {@code actual} lies within the bounds. */
  public static void within(String what, long actual, long least, long most) throws Disagreement {
    if (actual < least || actual > most) {
      throw new Disagreement(
          what + " is " + actual + ", intended " + least + (most == least ? "" : " to " + most));
    }
  }

  /** Codes that must be there, given what the kernels of the run counted. */
  public List<String> presentIn(Measured measured) {
    return codes(measured, Measured.Statement.PRESENT);
  }

  /** Codes that must not be there. */
  public List<String> absentIn(Measured measured) {
    return codes(measured, Measured.Statement.ABSENT);
  }

  /** Codes that a capture taken at {@code vantage} must show besides those of all captures. */
  public List<String> presentAt(Vantage vantage, Measured measured) {
    boolean stated = !unseen.contains(RETRANSMISSION) && !undecided.contains(RETRANSMISSION);
    return stated && measured.sentAgain().seenAt(vantage) ? List.of(RETRANSMISSION) : List.of();
  }

  private List<String> codes(Measured measured, Measured.Statement statement) {
    return CODES.stream().filter(code -> states(code, measured) == statement).toList();
  }

  private Measured.Statement states(String code, Measured measured) {
    if (unseen.contains(code)) {
      return Measured.Statement.ABSENT;
    }
    if (present.contains(code)) {
      return Measured.Statement.PRESENT;
    }
    if (undecided.contains(code)) {
      return Measured.Statement.OPEN;
    }
    if (absent.contains(code)) {
      return Measured.Statement.ABSENT;
    }
    return APPLICATION_CODES.contains(code) ? Measured.Statement.OPEN : measured.says(code);
  }
}
