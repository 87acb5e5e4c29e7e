package io.tcpdx.cli;

import io.tcpdx.protocol.ProtocolOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say how what is said above TCP is read. */
final class ReadingOptions {
  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--http-port",
      split = ",",
      paramLabel = "PORT",
      description =
          "Read as HTTP what servers on these ports say, whatever it looks like. Elsewhere HTTP"
              + " is recognised by what is said.")
  private List<Integer> httpPorts = new ArrayList<>();

  /**
   * The options as the engine takes them.
   *
   * @param keepAllFields whether the report needs every field of the messages
   */
  ProtocolOptions protocols(boolean keepAllFields) throws CommandFailure {
    for (int port : httpPorts) {
      if (port < 1 || port > MAX_PORT) {
        throw new CommandFailure(
            ExitStatus.USAGE, "--http-port " + port + ": must be 1 to " + MAX_PORT);
      }
    }
    return new ProtocolOptions(Set.copyOf(httpPorts), keepAllFields);
  }
}
