package io.tcpdx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcpdx.capture.CaptureException;
import io.tcpdx.capture.CaptureInterface;
import io.tcpdx.capture.Interfaces;
import io.tcpdx.cli.json.ReportSchema;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Captures on the loopback interface, where this user may. */
class LiveCommandTest {
  private static final long TIMEOUT_SECONDS = 30;

  private final TestConsole console = new TestConsole();
  private String loopback = "";

  @BeforeEach
  void findLoopback() {
    List<CaptureInterface> interfaces = List.of();
    try {
      interfaces = Interfaces.list();
    } catch (CaptureException e) {
      assumeTrue(false, "live capture is not possible here: " + e.getMessage());
    }
    loopback =
        interfaces.stream()
            .filter(i -> i.loopback() && i.permitted())
            .map(CaptureInterface::name)
            .findFirst()
            .orElse("");
    assumeTrue(!loopback.isEmpty(), "this user may not capture on the loopback interface");
  }

  @Test
  void findingsAreToldAsLines() throws Exception {
    int port = closedPort();
    CompletableFuture<Integer> status = start(port, "-f", "ndjson", "--count", "2");

    beRefused(port);

    assertThat(status.get(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isZero();
    List<String> types = new ArrayList<>();
    for (String line : console.out().lines().toList()) {
      JsonNode value = ReportSchema.assertLine(line);
      types.add(value.get("type").textValue());
    }
    assertThat(types).containsExactly("connection", "finding", "capture", "summary");
    assertThat(console.out()).contains("\"code\":\"connection-refused\"");
  }

  @Test
  void interruptedCaptureTellsTheWholeReport() throws Exception {
    int port = closedPort();
    CompletableFuture<Integer> status = start(port);

    beRefused(port);
    Thread.sleep(1000);
    console.interruption().request();

    assertThat(status.get(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isEqualTo(130);
    assertThat(console.out())
        .contains("error: Connection refused · 127.0.0.1 → 127.0.0.1:" + port)
        .contains(loopback + ": 2 packets, 1 connection")
        .contains("1. Connection refused");
  }

  @Test
  void durationEndsIt() throws Exception {
    CompletableFuture<Integer> status = start(closedPort(), "--duration", "200ms");

    assertThat(status.get(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isZero();
    assertThat(console.out()).contains(loopback + ": no packets.");
  }

  @Test
  void unknownInterfacesAndBadFiltersAreRefusedInOneLine() {
    assertThat(console.run("live", "-i", "nosuch0")).isEqualTo(2);
    assertThat(console.run("live", "-i", loopback, "--filter", "tcp prt 80")).isEqualTo(2);
    assertThat(console.err())
        .contains("there is no interface nosuch0")
        .contains("does not compile")
        .hasLineCount(2);
  }

  @Test
  void interfacesAreListed() {
    assertThat(console.run("interfaces")).isZero();
    assertThat(console.out()).containsPattern(loopback + " +up +may capture +127\\.0\\.0\\.1");
  }

  /** Starts a capture of that port, and waits until it runs. */
  private CompletableFuture<Integer> start(int port, String... more) throws InterruptedException {
    List<String> args = new ArrayList<>(List.of("live", "-i", loopback));
    args.addAll(List.of("--filter", "tcp port " + port));
    args.addAll(List.of(more));
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(() -> console.run(args.toArray(String[]::new)));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (!console.err().contains("capturing on") && System.nanoTime() < deadline) {
      assertThat(status.isDone()).as(console.err()).isFalse();
      Thread.sleep(10);
    }
    return status;
  }

  private static void beRefused(int port) throws IOException {
    InetAddress host = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (Socket socket = new Socket(host, port)) {
      assertThat(socket.isConnected()).as("somebody listens on port " + port).isFalse();
    } catch (ConnectException e) {
      assertThat(e).hasMessageContaining("refused");
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
