package io.tcpdx.detect.dns;

import static io.tcpdx.protocol.dns.DnsCapture.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.detect.Finding;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Outcome;
import io.tcpdx.protocol.Lookup;
import io.tcpdx.protocol.dns.DnsCapture;
import io.tcpdx.report.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

class DnsDelayTest {
  private static final String NAME = "www.example.test";
  private static final String SERVER = "10.0.0.2";
  private static final long MS = 1_000_000;

  private static List<Finding> findings(Report report) {
    return report.findings().stream().filter(f -> f.code().equals("dns-delay")).toList();
  }

  private static Outcome outcome(Report report) {
    return report.detectors().stream()
        .filter(d -> d.code().equals("dns-delay"))
        .findFirst()
        .orElseThrow()
        .outcome();
  }

  @Test
  void aConnectionThatWaitedForASlowAnswer() {
    Report report =
        new DnsCapture()
            .ask(0, 7, NAME, A)
            .answer(180, 7, NAME, A, SERVER)
            .connect(181, SERVER, 41_000)
            .report();

    assertThat(findings(report))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.WARNING);
              assertThat(finding.costNs()).isEqualTo(180 * MS);
              assertThat(finding.occurrences()).isEqualTo(1);
              assertThat(finding.packets()).containsExactly(1L, 2L);
              assertThat(finding.hosts()).containsExactly("10.0.0.1", "10.0.0.53");
            });
  }

  @Test
  void aResolverOnTheClientsOwnHostIsNotAHostOfItsOwn() {
    Report report =
        new DnsCapture().ownResolver().ask(0, 7, NAME, A).ask(5000, 7, NAME, A).report();

    assertThat(findings(report))
        .singleElement()
        .satisfies(finding -> assertThat(finding.hosts()).containsExactly("10.0.0.1"))
        .satisfies(finding -> assertThat(finding.advice().get(0)).contains("own host"));
  }

  @Test
  void justUnderTheThresholdIsNoFinding() {
    Report report =
        new DnsCapture()
            .ask(0, 7, NAME, A)
            .answer(99, 7, NAME, A, SERVER)
            .connect(100, SERVER, 41_000)
            .report();

    assertThat(outcome(report)).isEqualTo(Outcome.CLEAR);
  }

  @Test
  void aLostAnswerCostsATimeOut() {
    Report report =
        new DnsCapture()
            .ask(0, 7, NAME, A)
            .ask(5000, 7, NAME, A)
            .answer(5020, 7, NAME, A, SERVER)
            .connect(5021, SERVER, 41_000)
            .report();

    assertThat(findings(report))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.costNs()).isEqualTo(5020 * MS);
              assertThat(finding.occurrences()).isEqualTo(1);
              assertThat(finding.metrics())
                  .containsEntry("retried", 1L)
                  .containsEntry("attempts", 2L);
              assertThat(finding.advice().get(0)).contains("timeout:1");
            });
  }

  @Test
  void noAnswerAtAllIsToldWithoutCost() {
    Report report = new DnsCapture().ask(0, 7, NAME, A).ask(5000, 7, NAME, A).report();

    assertThat(findings(report))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.costNs()).isZero();
              assertThat(finding.occurrences()).isEqualTo(1);
              assertThat(finding.metrics()).containsEntry("unanswered", 1L);
            });
  }

  @Test
  void searchDomainsAskForNamesThatDoNotExist() {
    Report report =
        new DnsCapture()
            .ask(0, 1, NAME + ".ns.svc.cluster.local", A)
            .nxdomain(20, 1, NAME + ".ns.svc.cluster.local", A)
            .ask(20, 2, NAME + ".cluster.local", A)
            .nxdomain(40, 2, NAME + ".cluster.local", A)
            .ask(40, 3, NAME, A)
            .answer(60, 3, NAME, A, SERVER)
            .connect(61, SERVER, 41_000)
            .report();

    assertThat(findings(report))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.costNs()).isEqualTo(60 * MS);
              assertThat(finding.metrics()).containsEntry("searchMisses", 2L);
              assertThat(finding.advice().get(0)).contains("ndots");
            });
  }

  @Test
  void aNameThatJustDoesNotExistIsNoDelay() {
    Report report = new DnsCapture().ask(0, 1, NAME, A).nxdomain(20, 1, NAME, A).report();

    assertThat(outcome(report)).isEqualTo(Outcome.CLEAR);
  }

  @Test
  void aResolverThatFails() {
    Report report = new DnsCapture().ask(0, 1, NAME, A).servfail(20, 1, NAME, A).report();

    assertThat(findings(report))
        .singleElement()
        .satisfies(finding -> assertThat(finding.metrics()).containsEntry("failed", 1L));
  }

  @Test
  void aQuestionAtTheCapturesEndIsNotUnanswered() {
    assertThat(outcome(new DnsCapture().ask(0, 7, NAME, A).report())).isEqualTo(Outcome.CLEAR);
  }

  @Test
  void namesOfAddressesHoldNobodyUp() {
    Report report =
        new DnsCapture()
            .ask(0, 7, "2.0.0.10.in-addr.arpa", DnsCapture.PTR)
            .answer(500, 7, "2.0.0.10.in-addr.arpa", DnsCapture.PTR)
            .report();

    assertThat(outcome(report)).isEqualTo(Outcome.CLEAR);
  }

  @Test
  void withoutLookUpsThereIsNothingToJudge() {
    assertThat(outcome(new DnsCapture().connect(0, SERVER, 41_000).report()))
        .isEqualTo(Outcome.NOT_APPLICABLE);
  }

  /** What it says is not known, but that it came. */
  @Test
  void anAnswerThatWasCutIsAnAnswer() {
    Report report =
        new DnsCapture()
            .ask(0, 7, NAME, A)
            .answer(5, 7, NAME, A, SERVER, "10.0.0.3", "10.0.0.4")
            .connect(6, SERVER, 41_000)
            .cutTo(96)
            .report();

    assertThat(findings(report)).isEmpty();
    assertThat(report.lookups())
        .singleElement()
        .matches(it -> it.outcome() == Lookup.Outcome.ANSWERED)
        .matches(it -> it.addresses().equals(List.of(SERVER)));
  }
}
