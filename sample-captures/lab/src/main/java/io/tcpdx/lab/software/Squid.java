package io.tcpdx.lab.software;

import io.tcpdx.lab.program.HttpTruth;
import java.io.IOException;
import java.util.List;

/** Squid as a forward proxy that keeps nothing in a cache. */
public final class Squid implements Service {

  private static final String ACCESS_LOG = "access.log";
  private static final String SOURCE = "Squid's access log (%>p, %<lp, %<pt, %tr)";

  private final String address;
  private final int port;

  public Squid(String address, int port) {
    this.address = address;
    this.port = port;
  }

  @Override
  public List<Program> programs() {
    return List.of(Program.SQUID);
  }

  @Override
  public void start(Workplace place) throws IOException, InterruptedException {
    place.write(
        "squid.conf",
        """
        http_port %s:%d
        http_access allow all
        cache deny all
        cache_mem 8 MB
        max_filedescriptors 512
        visible_hostname proxy.lab
        pinger_enable off
        netdb_filename none
        pid_filename none
        shutdown_lifetime 0 seconds
        coredump_dir @DIR@
        cache_log @DIR@/cache.log
        logformat lab {"port":"%%>p","origin":"%%<lp","method":"%%rm","target":"%%ru","status":"%%>Hs","originMs":"%%<pt","totalMs":"%%tr"}
        access_log stdio:@DIR@/access.log logformat=lab
        buffered_logs off
        """
            .formatted(address, port)
            .replace("@DIR@", place.directory().toString()));
    String configuration = place.directory().resolve("squid.conf").toString();
    place.start(Program.SQUID, "squid.out", List.of("-N", "-f", configuration));
    place.awaitPort("tcp", port);
  }

  @Override
  public HttpTruth logged(Workplace place) throws IOException {
    return HttpTruth.ofProxied(SOURCE, ProxyLog.read("squid", place.lines(ACCESS_LOG)));
  }
}
