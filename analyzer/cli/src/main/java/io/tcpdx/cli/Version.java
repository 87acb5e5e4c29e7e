package io.tcpdx.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The version of tcpdx: that of its pom, kept in a resource so that tests have it too. */
final class Version implements IVersionProvider {
  private static final String RESOURCE = "version.txt";

  /** The version alone. */
  static String current() {
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "tcpdx " + current(),
      "Java " + Runtime.version() + ", " + System.getProperty("os.name", "unknown system")
    };
  }
}
