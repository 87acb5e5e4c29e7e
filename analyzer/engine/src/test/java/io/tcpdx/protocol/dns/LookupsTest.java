package io.tcpdx.protocol.dns;

import static io.tcpdx.protocol.dns.DnsCapture.A;
import static io.tcpdx.protocol.dns.DnsCapture.AAAA;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.connection.CaptureTimes;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.protocol.Lookup;
import io.tcpdx.report.Report;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LookupsTest {
  private static final long MS = 1_000_000;
  private static final String NAME = "www.example.test";

  private static @Nullable Lookup used(Report report, int connection) {
    ConnectionSummary summary = report.connections().get(connection);
    return report.conversation(summary).lookup();
  }

  @Test
  void aQuestionAndItsAnswer() {
    Lookup lookup =
        new DnsCapture()
            .ask(0, 7, NAME, A)
            .answer(25, 7, NAME, A, "10.0.0.2")
            .report()
            .lookups()
            .get(0);

    assertThat(lookup.client()).isEqualTo("10.0.0.1");
    assertThat(lookup.resolver()).hasToString("10.0.0.53:53");
    assertThat(lookup.name()).isEqualTo(NAME);
    assertThat(lookup.type()).isEqualTo("A");
    assertThat(lookup.outcome()).isEqualTo(Lookup.Outcome.ANSWERED);
    assertThat(lookup.attempts()).isEqualTo(1);
    assertThat(lookup.durationNs(new CaptureTimes())).isEqualTo(25 * MS);
    assertThat(lookup.addresses()).containsExactly("10.0.0.2");
    assertThat(lookup.firstPacket()).isEqualTo(1);
    assertThat(lookup.lastPacket()).isEqualTo(2);
  }

  @Test
  void aServerMayAskFromItsOwnPort() {
    Report report =
        new DnsCapture().from(53).ask(0, 7, NAME, A).answer(25, 7, NAME, A, "10.0.0.2").report();

    assertThat(report.lookups())
        .singleElement()
        .matches(it -> it.outcome() == Lookup.Outcome.ANSWERED)
        .matches(it -> it.client().equals("10.0.0.1"));
  }

  @Test
  void aCopyIsNotAskedAgain() {
    Report copied =
        new DnsCapture()
            .ask(0, 7, NAME, A)
            .ask(49, 7, NAME, A)
            .answer(60, 7, NAME, A, "10.0.0.2")
            .answer(61, 7, NAME, A, "10.0.0.2")
            .report();
    Report asked =
        new DnsCapture()
            .ask(0, 7, NAME, A)
            .ask(51, 7, NAME, A)
            .answer(60, 7, NAME, A, "10.0.0.2")
            .report();

    assertThat(copied.lookups()).singleElement().matches(it -> it.attempts() == 1);
    assertThat(asked.lookups()).singleElement().matches(it -> it.attempts() == 2);
  }

  @Test
  void askedAgainItIsTheSameLookUp() {
    Lookup lookup =
        new DnsCapture()
            .ask(0, 7, NAME, A)
            .ask(5000, 8, NAME, A)
            .answer(5020, 8, NAME, A, "10.0.0.2")
            .report()
            .lookups()
            .get(0);

    assertThat(lookup.attempts()).isEqualTo(2);
    assertThat(lookup.durationNs(new CaptureTimes())).isEqualTo(5020 * MS);
    assertThat(lookup.retryNs()).isEqualTo(5000 * MS);
  }

  @Test
  void anAnswerToAnotherIdIsNone() {
    List<Lookup> lookups =
        new DnsCapture().ask(0, 7, NAME, A).answer(5, 9, NAME, A, "10.0.0.2").report().lookups();

    assertThat(lookups)
        .singleElement()
        .extracting(Lookup::outcome)
        .isEqualTo(Lookup.Outcome.UNANSWERED);
  }

  @Test
  void muchLaterItIsAnotherLookUp() {
    List<Lookup> lookups =
        new DnsCapture()
            .ask(0, 7, NAME, A)
            .ask(40_000, 8, NAME, A)
            .answer(40_010, 8, NAME, A, "10.0.0.2")
            .report()
            .lookups();

    assertThat(lookups)
        .extracting(Lookup::outcome)
        .containsExactly(Lookup.Outcome.UNANSWERED, Lookup.Outcome.ANSWERED);
  }

  @Test
  void failuresAreToldApart() {
    List<Lookup> lookups =
        new DnsCapture()
            .ask(0, 1, "a.test", A)
            .nxdomain(5, 1, "a.test", A)
            .ask(10, 2, "b.test", A)
            .servfail(15, 2, "b.test", A)
            .ask(20, 3, "c.test", AAAA)
            .answer(25, 3, "c.test", AAAA)
            .report()
            .lookups();

    assertThat(lookups)
        .extracting(Lookup::outcome)
        .containsExactly(Lookup.Outcome.NXDOMAIN, Lookup.Outcome.SERVFAIL, Lookup.Outcome.NO_DATA);
  }

  @Test
  void theConnectionThatWaitedForTheAnswerHasIt() {
    Report report =
        new DnsCapture()
            .ask(0, 7, NAME, A)
            .answer(25, 7, NAME, A, "10.0.0.2", "10.0.0.3")
            .connect(26, "10.0.0.3", 41_000)
            .connect(27, "10.0.0.3", 41_001)
            .connect(28, "10.0.0.9", 41_002)
            .report();

    assertThat(used(report, 0)).isEqualTo(report.lookups().get(0));
    assertThat(used(report, 1)).as("its address was known already").isNull();
    assertThat(used(report, 2)).isNull();
  }

  @Test
  void aConnectionLongAfterDidNotWait() {
    Report report =
        new DnsCapture()
            .ask(0, 7, NAME, A)
            .answer(25, 7, NAME, A, "10.0.0.2")
            .connect(1100, "10.0.0.2", 41_000)
            .report();

    assertThat(used(report, 0)).isNull();
  }

  @Test
  void theLaterAnswerOfBothKindsIsWhatWasWaitedFor() {
    Report report =
        new DnsCapture()
            .ask(0, 7, NAME, A)
            .ask(1, 8, NAME, AAAA)
            .answer(25, 7, NAME, A, "10.0.0.2")
            .answer(80, 8, NAME, AAAA)
            .connect(81, "10.0.0.2", 41_000)
            .report();

    Lookup waited = used(report, 0);
    assertThat(waited).isNotNull();
    assertThat(waited.durationNs(new CaptureTimes())).isEqualTo(80 * MS);
    assertThat(report.lookups()).hasSize(2);
  }

  @Test
  void noiseAtThePortOfDnsIsPassedOver() {
    Random random = new Random(1);
    DnsCapture capture = new DnsCapture();
    byte[] valid = new byte[] {0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 'a', 0, 0, 1, 0, 1};
    for (int i = 0; i < 5_000; i++) {
      byte[] noise = new byte[random.nextInt(80)];
      random.nextBytes(noise);
      byte[] mutated = valid.clone();
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      capture.datagram(i, random.nextBoolean(), i % 2 == 0 ? noise : mutated);
    }
    // A name that points at itself.
    byte[] loop = {0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, (byte) 0xc0, 12, 0, 1, 0, 1};
    capture.datagram(5_000, true, loop);

    assertThat(capture.report().lookups()).hasSizeLessThan(5_000);
  }
}
