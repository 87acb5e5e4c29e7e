package io.tcpdx.lab.software;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A headless Chromium with a fresh profile. */
public final class Chromium {

  private Chromium() {}

  /** Loads a page until its load event, and ends. */
  public static void load(Workplace place, String url) throws IOException, InterruptedException {
    Path profile = place.directory().resolve("profile");
    // As an ordinary process: its many threads must not come before those of the link.
    Workplace.Result result =
        place.attempt(
            List.of("chrt", "--other", "0"),
            Program.CHROMIUM,
            List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-default-apps",
                "--disable-extensions",
                "--no-default-browser-check",
                "--user-data-dir=" + profile,
                "--dump-dom",
                url));
    if (result.status() != 0 || !result.output().contains("<title>lab</title>")) {
      throw new IOException(
          "chromium did not load the page: " + result.errors().lines().limit(1).toList());
    }
  }
}
