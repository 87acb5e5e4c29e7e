package io.tcpdx.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point. */
public final class Main {
  private static final int HELP_COLUMNS = 80;

  private Main() {}

  /** Runs a command and ends the JVM with its status. */
  public static void main(String[] args) {
    Interruption interruption = new Interruption();
    interruption.install();
    int status = run(args, Console.system(), interruption);
    interruption.finished();
    if (!interruption.requested()) {
      System.exit(status);
    }
  }

  /**
   * Runs a command.
   *
   * @return the exit status
   */
  public static int run(String[] args, Console console, Interruption interruption) {
    StringWriter printed = new StringWriter();
    CommandLine commandLine = commandLine(console, interruption);
    commandLine.setOut(new PrintWriter(printed));
    commandLine.setErr(new PrintWriter(printed));
    int status;
    try {
      status = commandLine.execute(args);
    } catch (OutOfMemoryError e) {
      console.error("out of memory; give it more, as in TCPDX_JAVA_OPTS=-Xmx8g tcpdx …");
      return ExitStatus.UNREADABLE;
    }
    try {
      console.print(printed.toString());
    } catch (IOException e) {
      return Output.readerGone(e) ? status : ExitStatus.UNREADABLE;
    }
    return status;
  }

  private static CommandLine commandLine(Console console, Interruption interruption) {
    CommandLine commandLine =
        new CommandLine(new TcpdxCommand())
            .addSubcommand(new AnalyzeCommand(console, interruption))
            .addSubcommand(new LiveCommand(console, interruption))
            .addSubcommand(new InterfacesCommand(console))
            .addSubcommand(new DetectorsCommand(console))
            .addSubcommand(new ExplainCommand(console))
            .addSubcommand(new GenerateCompletion());
    boolean colours = console.outIsTerminal() && console.colourWelcome();
    for (CommandLine sub : commandLine.getSubcommands().values()) {
      sub.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version());
    }
    commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(true)
        .setUsageHelpWidth(HELP_COLUMNS)
        .setColorScheme(CommandLine.Help.defaultColorScheme(colours ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler((e, given) -> usage(e, given, console))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e, parsed, console));
    return commandLine;
  }

  private static int usage(ParameterException e, String[] given, Console console) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    if (given.length == 0) {
      console.err().print(command.getUsageMessage(Ansi.OFF));
      return ExitStatus.USAGE;
    }
    String suggestion = "";
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      suggestion = "; did you mean '" + unmatched.getSuggestions().get(0) + "'?";
    }
    String message = Objects.requireNonNullElse(e.getMessage(), "wrong command line");
    console.error(message + suggestion + " ('" + name + " --help' tells more)");
    return ExitStatus.USAGE;
  }

  private static int failed(Exception e, ParseResult parsed, Console console) {
    boolean failure = e instanceof CommandFailure;
    if (e instanceof CommandFailure known) {
      console.error(known.line());
    } else if (e instanceof IOException io && Output.readerGone(io)) {
      return ExitStatus.ANALYSED;
    } else {
      console.error("internal error: " + e + "; please report it with what -vv prints");
    }
    if (traces(parsed)) {
      e.printStackTrace(console.err());
    }
    return failure ? ((CommandFailure) e).status() : ExitStatus.UNREADABLE;
  }

  /** Whether the stack trace was asked for: -vv, in one or in two. */
  private static boolean traces(ParseResult parsed) {
    ParseResult innermost = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
    boolean[] verbosity = innermost.matchedOptionValue("-v", new boolean[0]);
    return verbosity.length > 1;
  }
}
