package io.tcpdx.lab.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tcpdx.lab.scenario.Scenarios;
import io.tcpdx.lab.sys.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records one short scenario end to end; needs root, /dev/net/tun and tcpdump. */
class RecorderTest {

  @BeforeEach
  void mayRecord() throws IOException {
    assumeTrue("root".equals(Files.getOwner(Path.of("/proc/self")).getName()), "needs root");
    assumeTrue(Files.isWritable(Path.of("/dev/net/tun")), "needs /dev/net/tun");
    assumeTrue(runs("ip", "-V") && runs("ss", "-V"), "needs iproute2");
    assumeTrue(runs("tcpdump", "--version"), "needs tcpdump");
    assumeTrue(runs("ip", "netns", "list"), "needs network namespaces");
  }

  private static boolean runs(String... command) {
    try {
      Commands.run(command);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void recordsOneScenarioAndLeavesNothingBehind(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("expected.txt"), "golden");
    new Recorder().record(Scenarios.named("one-write").orElseThrow(), folder);

    for (String name : new String[] {"capture", "client", "between", "server"}) {
      assertThat(folder.resolve(name + ".pcap")).isNotEmptyFile();
    }
    assertThat(folder.resolve("expected.txt")).hasContent("golden");
    assertThat(folder.resolve("SOURCE.md")).content().contains("# one-write");
    JsonNode truth = new ObjectMapper().readTree(folder.resolve("truth.json").toFile());
    assertThat(truth.at("/program/rounds").asInt()).isEqualTo(40);
    assertThat(truth.at("/expect/nagleStalls/clientToServer").asInt(-1)).isZero();
    assertThat(truth.at("/client/nstat/TcpOutSegs").asLong()).isGreaterThan(40);
    assertThat(truth.at("/client/tcpInfo/bytesAcked").asLong()).isGreaterThanOrEqualTo(40 * 520);
    assertThat(Commands.run("ip", "netns", "list"))
        .doesNotContain("tcpdx-client-" + ProcessHandle.current().pid());
  }
}
