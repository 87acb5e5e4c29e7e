package io.tcpdx.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Captures to try: the repository's own samples, and public ones where they lie beside it. */
final class CaptureFolders {
  private CaptureFolders() {}

  static List<Path> regularCaptures() {
    Path repository = repository();
    String property = System.getProperty("tcpdx.shared");
    Path shared =
        property == null
            ? repository.resolveSibling("shared").resolve("captures")
            : Path.of(property);
    List<Path> files = new ArrayList<>(captures(repository.resolve("sample-captures")));
    files.addAll(captures(shared));
    return files;
  }

  private static Path repository() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve("sample-captures"))) {
      directory = directory.getParent();
    }
    return directory;
  }

  private static List<Path> captures(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files.filter(CaptureFolders::isCapture).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isCapture(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (CaptureReader reader = MappedCapture.open(file)) {
      return reader.summary().packets() == 0;
    } catch (CaptureException | IOException e) {
      return false;
    }
  }
}
