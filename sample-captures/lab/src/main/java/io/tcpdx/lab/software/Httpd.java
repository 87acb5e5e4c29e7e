package io.tcpdx.lab.software;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tcpdx.lab.program.HttpExchange;
import io.tcpdx.lab.program.HttpTruth;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Apache httpd (event MPM), which times requests to the microsecond. */
public final class Httpd implements Service {

  private static final String SOURCE =
      "Apache httpd's access log (%k keep-alive count, %D duration, %B content bytes, %X state)";

  private static final String LOG_FORMAT =
      "{\\\"port\\\":\\\"%{remote}p\\\",\\\"serverPort\\\":\\\"%{local}p\\\",\\\"index\\\":\\\"%k\\\","
          + "\\\"method\\\":\\\"%m\\\",\\\"target\\\":\\\"%U%q\\\",\\\"status\\\":\\\"%>s\\\","
          + "\\\"body\\\":\\\"%B\\\",\\\"micros\\\":\\\"%D\\\",\\\"state\\\":\\\"%X\\\",\\\"protocol\\\":\\\"%H\\\"}";

  private final String address;
  private final int port;
  private final String directives;
  private final Map<String, Integer> pages;

  private Httpd(String address, int port, String directives, Map<String, Integer> pages) {
    this.address = address;
    this.port = port;
    this.directives = directives;
    this.pages = pages;
  }

  /** A server with further directives, one a line, and pages of that many bytes. */
  public static Httpd at(String address, int port, String directives, Map<String, Integer> pages) {
    return new Httpd(address, port, directives, pages);
  }

  @Override
  public List<Program> programs() {
    return List.of(Program.APACHE);
  }

  @Override
  public void start(Workplace place) throws IOException, InterruptedException {
    for (Map.Entry<String, Integer> page : pages.entrySet()) {
      place.write("pages/" + page.getKey(), Nginx.text(page.getValue()));
    }
    String directory = place.directory().toString();
    place.write("httpd.conf", configuration(directory));
    place.start(
        Program.APACHE, "httpd.out", List.of("-D", "FOREGROUND", "-f", directory + "/httpd.conf"));
    place.awaitPort("tcp", port);
  }

  private String configuration(String directory) {
    return """
    ServerRoot "@DIR@"
    ServerName www.lab
    Listen %s:%d
    LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
    LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
    LoadModule http2_module /usr/lib/apache2/modules/mod_http2.so
    DefaultRuntimeDir @DIR@
    User www-data
    Group www-data
    StartServers 1
    ServerLimit 2
    PidFile @DIR@/httpd.pid
    ErrorLog @DIR@/error.log
    DocumentRoot @DIR@/pages
    LogFormat "%s" lab
    CustomLog @DIR@/access.log lab
    %s
    """
        .formatted(address, port, LOG_FORMAT, directives)
        .replace("@DIR@", directory);
  }

  @Override
  public HttpTruth logged(Workplace place) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<HttpExchange> exchanges = new ArrayList<>();
    for (String line : place.lines("access.log")) {
      exchanges.add(exchange(mapper.readTree(line)));
    }
    return HttpTruth.ofTransactions(SOURCE, exchanges).timedAtServer();
  }

  private static HttpExchange exchange(JsonNode entry) {
    Long micros = Workplace.number(entry.path("micros").asText());
    boolean stream = entry.path("protocol").asText().equals("HTTP/2.0");
    // %k counts what HTTP/1 did on the connection.
    Integer index = stream ? null : Workplace.port(entry.path("index").asText());
    return new HttpExchange(
        Workplace.port(entry.path("port").asText()),
        Workplace.port(entry.path("serverPort").asText()),
        null,
        index,
        entry.path("method").asText(),
        entry.path("target").asText(),
        Workplace.port(entry.path("status").asText()),
        Workplace.number(entry.path("body").asText()),
        null,
        micros == null ? null : (Double) (micros / 1e6),
        !entry.path("state").asText().equals("X"));
  }
}
