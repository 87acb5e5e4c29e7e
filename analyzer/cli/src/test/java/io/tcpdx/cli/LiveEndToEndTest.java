package io.tcpdx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real stall, between two real TCP stacks in network namespaces, found while it happens. */
class LiveEndToEndTest {
  private static final String CLIENT = "tcpdx-live-c";
  private static final String SERVER = "tcpdx-live-s";
  private static final String CLIENT_ADDRESS = "10.77.0.1";
  private static final String SERVER_ADDRESS = "10.77.0.2";
  private static final int ROUNDS = 80;

  /** The first rounds of a connection are acknowledged at once: Linux begins in quick-ACK mode. */
  private static final int LEAST_STALLS = ROUNDS / 2;

  @TempDir private Path temp;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void joinTwoNamespaces() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "needs root to capture");
    assumeTrue(
        Files.exists(Path.of("/usr/sbin/ip")) || Files.exists(Path.of("/sbin/ip")),
        "needs iproute2");
    removeNamespaces();
    run("ip", "netns", "add", CLIENT);
    run("ip", "netns", "add", SERVER);
    run(
        "ip", "-n", CLIENT, "link", "add", "veth0", "type", "veth", "peer", "name", "veth0",
        "netns", SERVER);
    for (String namespace : List.of(CLIENT, SERVER)) {
      String address = namespace.equals(CLIENT) ? CLIENT_ADDRESS : SERVER_ADDRESS;
      run("ip", "-n", namespace, "addr", "add", address + "/24", "dev", "veth0");
      run("ip", "-n", namespace, "link", "set", "veth0", "up");
    }
  }

  @AfterEach
  void removeNamespaces() throws Exception {
    started.forEach(Process::destroyForcibly);
    for (String namespace : List.of(CLIENT, SERVER)) {
      new ProcessBuilder("ip", "netns", "del", namespace)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }
  }

  @Test
  void findsAStallOfALiveConnection() throws Exception {
    Path lines = temp.resolve("live.ndjson");
    Process server = java(SERVER, StallPeers.class, "server", SERVER_ADDRESS);
    await(server.inputReader(), "listening");
    Process live =
        start(
            CLIENT,
            List.of(Main.class.getName(), "live", "-i", "veth0", "-f", "ndjson"),
            ProcessBuilder.Redirect.to(lines.toFile()));
    await(live.errorReader(), "capturing on veth0");

    Process client = java(CLIENT, StallPeers.class, "client", SERVER_ADDRESS, "" + ROUNDS);
    assertThat(client.waitFor()).as("the client's exit status").isZero();
    assertThat(server.waitFor()).as("the server's exit status").isZero();
    run("kill", "-INT", "" + live.pid());
    assertThat(live.waitFor()).as("live's exit status").isEqualTo(130);

    JsonNode stall = finding(lines, "finding", "nagle-stall");
    assertThat(stall.get("direction").asText()).isEqualTo("clientToServer");
    assertThat(stall.get("occurrences").asInt()).isBetween(LEAST_STALLS, ROUNDS);
    assertThat(finding(lines, "openFinding", "nagle-stall").get("occurrences").asInt())
        .as("stalls told while the connection was open")
        .isPositive();
    assertThat(stall.get("confidence").asText()).isEqualTo("certain");
    assertThat(Files.readString(lines)).contains("\"type\":\"summary\"");
  }

  private static JsonNode finding(Path lines, String type, String code) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    for (String line : Files.readAllLines(lines)) {
      JsonNode value = mapper.readTree(line);
      if (value.path("type").asText().equals(type) && value.path("code").asText().equals(code)) {
        return value;
      }
    }
    throw new AssertionError("no " + code + " in:\n" + Files.readString(lines));
  }

  private Process java(String namespace, Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(main.getName()));
    command.addAll(List.of(arguments));
    return start(namespace, command, ProcessBuilder.Redirect.PIPE);
  }

  private Process start(String namespace, List<String> program, ProcessBuilder.Redirect output)
      throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command =
        new ArrayList<>(
            List.of(
                "ip",
                "netns",
                "exec",
                namespace,
                java.toString(),
                "-cp",
                System.getProperty("java.class.path")));
    command.addAll(program);
    Process process = new ProcessBuilder(command).redirectOutput(output).start();
    started.add(process);
    return process;
  }

  private static void await(BufferedReader reader, String sign) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.contains(sign)) {
        return;
      }
      seen.append(line).append('\n');
    }
    throw new AssertionError("no \"" + sign + "\" in:\n" + seen);
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + output).isZero();
  }
}
