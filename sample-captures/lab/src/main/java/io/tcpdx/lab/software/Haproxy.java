package io.tcpdx.lab.software;

import io.tcpdx.lab.program.HttpTruth;
import java.io.IOException;
import java.util.List;

/** haproxy as a reverse proxy of one origin. */
public final class Haproxy implements Service {

  private static final String OUTPUT = "haproxy.out";
  private static final String SOURCE = "haproxy's log (%cp, %bp, %Tr, %Ta)";

  private final String address;
  private final int port;
  private final String origin;

  /**
   * @param origin address and port of who answers
   */
  public Haproxy(String address, int port, String origin) {
    this.address = address;
    this.port = port;
    this.origin = origin;
  }

  @Override
  public List<Program> programs() {
    return List.of(Program.HAPROXY);
  }

  @Override
  public void start(Workplace place) throws IOException, InterruptedException {
    place.write(
        "haproxy.cfg",
        """
        global
          log stdout format raw local0 info
          maxconn 200
        defaults
          mode http
          log global
          option http-keep-alive
          option forwardfor
          timeout connect 5s
          timeout client 10s
          timeout server 10s
          timeout http-keep-alive 5s
        frontend lab
          bind %s:%d
          log-format '{"port":"%%cp","origin":"%%bp","method":"%%HM","target":"%%HU","status":"%%ST","originMs":"%%Tr","totalMs":"%%Ta"}'
          default_backend origin
        backend origin
          http-reuse safe
          server origin %s
        """
            .formatted(address, port, origin));
    place.start(Program.HAPROXY, OUTPUT, List.of("-db", "-f", "haproxy.cfg"));
    place.awaitPort("tcp", port);
  }

  @Override
  public HttpTruth logged(Workplace place) throws IOException {
    return HttpTruth.ofProxied(SOURCE, ProxyLog.read("haproxy", place.lines(OUTPUT)));
  }
}
