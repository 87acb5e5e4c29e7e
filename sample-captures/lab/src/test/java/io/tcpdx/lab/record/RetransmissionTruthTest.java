package io.tcpdx.lab.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the kernel's counters become {@code expect.retransmissions}. */
class RetransmissionTruthTest {

  private final ObjectMapper mapper = new ObjectMapper();
  private final ObjectNode truth = mapper.createObjectNode();

  private RetransmissionTruthTest() {
    truth.putObject("link").put("medium", "tap").put("lostSegments", 0).putArray("faults");
    truth.putObject("client").putObject("nstat");
    truth.putObject("server").putObject("nstat");
  }

  private RetransmissionTruthTest server(String counter, long value) {
    ((ObjectNode) truth.at("/server/nstat")).put(counter, value);
    return this;
  }

  private RetransmissionTruthTest client(String counter, long value) {
    ((ObjectNode) truth.at("/client/nstat")).put(counter, value);
    return this;
  }

  private JsonNode direction(String name) {
    Map<String, Object> stated = RetransmissionTruth.of(truth);
    return mapper.valueToTree(stated).get(name);
  }

  @Test
  void whatNeitherTimerNorRecoverySentIsAProbe() {
    server("TcpRetransSegs", 10)
        .server("TcpExtTCPTimeouts", 2)
        .server("TcpExtTCPFastRetrans", 4)
        .server("TcpExtTCPSlowStartRetrans", 3)
        .server("TcpExtTCPLossProbes", 2);
    JsonNode sent = direction("serverToClient");
    assertThat(sent.get("segments").asLong()).isEqualTo(10);
    assertThat(sent.get("timeouts").asLong()).isEqualTo(2);
    assertThat(sent.get("lossProbesWithOldData").asLong()).isEqualTo(1);
    assertThat(direction("clientToServer").get("segments").asLong()).isZero();
  }

  @Test
  void moreThanTheProbesCannotBeProbes() {
    server("TcpRetransSegs", 10).server("TcpExtTCPLossProbes", 2);
    assertThat(direction("serverToClient").get("lossProbesWithOldData").isNull()).isTrue();
  }

  @Test
  void aClientsSynTimersAreKeptOut() {
    client("TcpRetransSegs", 3)
        .client("TcpExtTCPSynRetrans", 2)
        .client("TcpExtTCPTimeouts", 4)
        .client("TcpExtTCPAbortOnTimeout", 1);
    JsonNode sent = direction("clientToServer");
    assertThat(sent.get("segments").asLong()).isEqualTo(1);
    assertThat(sent.get("timeouts").asLong()).isEqualTo(1);
  }

  @Test
  void aServersSynAckTimersCannotBeKeptOut() {
    server("TcpRetransSegs", 3).server("TcpExtTCPSynRetrans", 2).server("TcpExtTCPTimeouts", 2);
    assertThat(direction("serverToClient").get("timeouts").isNull()).isTrue();
    assertThat(direction("serverToClient").get("lossProbesWithOldData").isNull()).isTrue();
  }

  @Test
  void whereNothingButSynAcksWasSentAgainNoTimerSentData() {
    server("TcpRetransSegs", 2).server("TcpExtTCPSynRetrans", 2).server("TcpExtTCPTimeouts", 1);
    assertThat(direction("serverToClient").get("timeouts").asLong(-1)).isZero();
  }

  @Test
  void whatTheLinkDidIsKeptWhereItWasCountedAndElseUnknown() {
    ((ObjectNode) truth.get("link")).put("lostSegments", 3);
    truth.withArray("/link/faults").add("loses something");
    assertThat(direction("serverToClient").get("lostOnLink").isNull()).isTrue();
    truth
        .putObject("expect")
        .putObject("retransmissions")
        .putObject("serverToClient")
        .put("lostOnLink", 2);
    assertThat(direction("serverToClient").get("lostOnLink").asLong()).isEqualTo(2);
    assertThat(direction("serverToClient").get("reorderedOnLink").isNull()).isTrue();
  }

  @Test
  void aLinkWithoutFaultsDidNothing() {
    assertThat(direction("clientToServer").get("lostOnLink").asLong(-1)).isZero();
    assertThat(direction("clientToServer").get("reorderedOnLink").asLong(-1)).isZero();
    ((ObjectNode) truth.get("link")).put("medium", "veth");
    assertThat(direction("clientToServer").get("lostOnLink").isNull()).isTrue();
  }
}
