package io.tcpdx.lab.software;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program that the lab does not bring along, and the Debian package that does. */
public enum Program {
  NGINX("nginx", "nginx-light"),
  APACHE("apache2", "apache2-bin"),
  HAPROXY("haproxy", "haproxy"),
  SQUID("squid", "squid"),
  DNSMASQ("dnsmasq", "dnsmasq-base"),
  NGHTTP("nghttp", "nghttp2-client"),
  CURL("curl", "curl"),
  WRK("wrk", "wrk"),
  AB("ab", "apache2-utils"),
  CHROMIUM("chromium", "chromium"),
  OPENSSL("openssl", "openssl");

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/usr/local/bin"));

  private final String command;
  private final String debianPackage;

  Program(String command, String debianPackage) {
    this.command = command;
    this.debianPackage = debianPackage;
  }

  /**
   * Where it is installed.
   *
   * @throws IOException where it is not; the message names the package
   */
  public Path path() throws IOException {
    for (Path place : PLACES) {
      Path path = place.resolve(command);
      if (Files.isExecutable(path)) {
        return path;
      }
    }
    throw missing(command, debianPackage);
  }

  /** Fails where one of them is not installed, before anything is started. */
  public static void require(List<Program> programs) throws IOException {
    for (Program program : programs) {
      program.path();
    }
  }

  static IOException missing(String what, String debianPackage) {
    return new IOException(
        what + " is missing: apt-get install --no-install-recommends " + debianPackage);
  }
}
