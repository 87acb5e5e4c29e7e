package io.tcpdx.cli;

import io.tcpdx.cli.text.Printable;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;

/**
 * What a command reads from and writes to: the process' own streams, or a test's.
 *
 * @param in standard input
 * @param out standard output; its writes fail when the reader has gone
 * @param err standard error
 * @param charset of a person's text on both outputs
 * @param outIsTerminal whether a person sees standard output
 * @param errIsTerminal whether a person sees standard error
 * @param environment environment variables
 */
public record Console(
    InputStream in,
    OutputStream out,
    PrintStream err,
    Charset charset,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Map<String, String> environment) {

  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * The process' own. Java cannot tell which of its streams is a terminal; the launcher says so in
   * the properties {@code tcpdx.out.terminal} and {@code tcpdx.err.terminal}.
   */
  static Console system() {
    Charset charset = localeCharset();
    return new Console(
        new FileInputStream(FileDescriptor.in),
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
        charset,
        Boolean.getBoolean("tcpdx.out.terminal"),
        Boolean.getBoolean("tcpdx.err.terminal"),
        System.getenv());
  }

  /** The locale's, whatever Java's default is: UTF-8 since JDK 18. */
  private static Charset localeCharset() {
    try {
      return Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Charset.defaultCharset();
    }
  }

  /** Tells a person what went wrong, in one line without control characters. */
  void error(String line) {
    err.println(Printable.in(charset).of("tcpdx: " + line));
  }

  /** Tells a person what went wrong, with the stack trace where that is wanted. */
  void error(CommandFailure failure, boolean trace) {
    error(failure.line());
    if (trace) {
      failure.printStackTrace(err);
    }
  }

  /** Tells a person what goes on. */
  void note(String line) {
    error(line);
  }

  /** Prints text as it is. */
  void print(String text) throws IOException {
    out.write(text.getBytes(charset));
    out.flush();
  }

  /** Whether colours are wanted on a terminal: see no-color.org. */
  boolean colourWelcome() {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }
}
