package io.tcpdx.cli;

import picocli.CommandLine.Command;

/** The command above all commands. */
@Command(
    name = "tcpdx",
    description = "Diagnose TCP connections: where did the time go, who held it up, what helps.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcpdx analyze trace.pcap              read the diagnosis of a capture",
      "  tcpdx analyze -f json trace.pcap      the same for programs",
      "  sudo tcpdx live -i eth0               as it happens",
      "  tcpdx explain nagle-stall             what a finding means",
      "",
      "'tcpdx COMMAND --help' tells the options of a command."
    })
final class TcpdxCommand {}
