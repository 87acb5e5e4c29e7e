package io.tcpdx.lab.software;

import io.tcpdx.lab.program.HttpTruth;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server, proxy or resolver that runs while the client asks. */
public interface Service {

  /** What must be installed for it. */
  List<Program> programs();

  /** Starts it in {@code place}, and returns when it can be asked. */
  void start(Workplace place) throws IOException, InterruptedException;

  /** What its logs say, once it has ended; null where they say nothing of HTTP, DNS or TLS. */
  @Nullable HttpTruth logged(Workplace place) throws IOException;
}
