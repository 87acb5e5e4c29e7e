package io.tcpdx.lab.software;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tcpdx.lab.program.HttpExchange;
import io.tcpdx.lab.program.HttpTruth;
import io.tcpdx.lab.program.TlsSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * nginx in one process, with an access log of our own format, and a debug log that tells when
 * connections were accepted and closed.
 */
public final class Nginx implements Service {

  private static final String ECHO = "/usr/lib/nginx/modules/ngx_http_echo_module.so";
  private static final String ACCESS_LOG = "access.log";
  private static final String ERROR_LOG = "error.log";

  private static final String LOG_FORMAT =
      """
      '{"connection":"$connection","requests":"$connection_requests","port":"$remote_port",'
      '"serverPort":"$server_port","method":"$request_method","target":"$request_uri",'
      '"status":"$status","body":"$body_bytes_sent","length":"$sent_http_content_length",'
      '"coding":"$sent_http_transfer_encoding","seconds":"$request_time",'
      '"completion":"$request_completion","protocol":"$server_protocol",'
      '"tls":"$ssl_protocol","reused":"$ssl_session_reused","alpn":"$ssl_alpn_protocol",'
      '"sni":"$ssl_server_name","expect":"$http_expect"}'\
      """;

  private static final String SOURCE =
      "nginx's access log ($connection, $connection_requests, $request_time, $body_bytes_sent, …),"
          + " and its debug log (accept, close) for connections open at once";

  private static final Pattern ACCEPTED = Pattern.compile("\\*([0-9]+) accept: [^ ]+:([0-9]+) ");
  private static final Pattern CLOSED = Pattern.compile("\\*([0-9]+) close http connection: ");

  private static final Pattern ALERT =
      Pattern.compile(
          "\\*([0-9]+) SSL_do_handshake\\(\\) failed .* alert ([a-z ]+):SSL alert number");

  private static final int ALPHABET = 26;
  private static final int LINE = 64;

  private final String address;
  private final int port;
  private final String listenOptions;
  private final String directives;
  private final Map<String, Integer> pages;

  private Nginx(
      String address,
      int port,
      String listenOptions,
      String directives,
      Map<String, Integer> pages) {
    this.address = address;
    this.port = port;
    this.listenOptions = listenOptions;
    this.directives = directives;
    this.pages = pages;
  }

  /**
   * A server.
   *
   * @param directives of its {@code server} block; {@code @DIR@} stands for its directory
   * @param pages what it serves, by name, and how many bytes
   */
  public static Nginx at(String address, int port, String directives, Map<String, Integer> pages) {
    return new Nginx(address, port, "", directives, pages);
  }

  /** The same with options of its {@code listen}, such as {@code ssl} or {@code http2}. */
  public Nginx listening(String options) {
    return new Nginx(address, port, options, directives, pages);
  }

  private boolean tls() {
    return listenOptions.contains("ssl");
  }

  @Override
  public List<Program> programs() {
    return tls() ? List.of(Program.NGINX, Program.OPENSSL) : List.of(Program.NGINX);
  }

  @Override
  public void start(Workplace place) throws IOException, InterruptedException {
    if (!Files.exists(Path.of(ECHO))) {
      throw Program.missing(ECHO, "libnginx-mod-http-echo");
    }
    for (Map.Entry<String, Integer> page : pages.entrySet()) {
      place.write("pages/" + page.getKey(), content(page.getKey(), page.getValue()));
    }
    if (tls()) {
      Certificate.make(place);
    }
    place.write("nginx.conf", configuration(place.directory().toString()));
    String configuration = place.directory().resolve("nginx.conf").toString();
    place.start(
        Program.NGINX,
        "nginx.out",
        List.of("-p", place.directory().toString(), "-c", configuration, "-e", ERROR_LOG));
    place.awaitPort("tcp", port);
  }

  private String configuration(String directory) {
    String certificate =
        tls() ? "ssl_certificate @DIR@/cert.pem; ssl_certificate_key @DIR@/key.pem;" : "";
    return """
    daemon off; master_process off; user root; pid @DIR@/nginx.pid;
    load_module %s;
    error_log @DIR@/error.log debug;
    events { worker_connections 256; }
    http {
      log_format lab escape=json %s;
      access_log @DIR@/access.log lab;
      client_body_temp_path @DIR@/body; proxy_temp_path @DIR@/proxy;
      fastcgi_temp_path @DIR@/fastcgi; uwsgi_temp_path @DIR@/uwsgi; scgi_temp_path @DIR@/scgi;
      types { text/html html; text/css css; application/javascript js; image/svg+xml svg; }
      default_type text/plain;
      server {
        listen %s:%d %s;
        root @DIR@/pages;
        %s
        %s
      }
    }
    """
        .formatted(ECHO, LOG_FORMAT, address, port, listenOptions, certificate, directives)
        .replace("@DIR@", directory);
  }

  /** What a browser takes for what the name says, at least that long; a page refers to the rest. */
  private String content(String name, int bytes) {
    if (name.endsWith(".html")) {
      return page();
    }
    if (name.endsWith(".svg")) {
      return "<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- " + text(bytes) + " --></svg>";
    }
    boolean comment = name.endsWith(".js") || name.endsWith(".css");
    return comment ? "/* " + text(bytes) + " */" : text(bytes);
  }

  private String page() {
    StringBuilder html = new StringBuilder("<!doctype html><html><head><title>lab</title>\n");
    for (String name : new TreeSet<>(pages.keySet())) {
      if (name.endsWith(".css")) {
        html.append("<link rel=\"stylesheet\" href=\"").append(name).append("\">\n");
      } else if (name.endsWith(".js")) {
        html.append("<script src=\"").append(name).append("\"></script>\n");
      } else if (name.endsWith(".svg")) {
        html.append("<img src=\"").append(name).append("\">\n");
      }
    }
    return html.append("</head><body>lab</body></html>\n").toString();
  }

  /** Text of that many bytes. */
  static String text(int bytes) {
    StringBuilder text = new StringBuilder(bytes);
    for (int i = 0; i < bytes; i++) {
      text.append(i % LINE == LINE - 1 ? '\n' : (char) ('a' + i % ALPHABET));
    }
    return text.toString();
  }

  @Override
  public HttpTruth logged(Workplace place) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<HttpExchange> exchanges = new ArrayList<>();
    Map<String, TlsSession> sessions = new LinkedHashMap<>();
    for (String line : place.lines(ACCESS_LOG)) {
      JsonNode entry = mapper.readTree(line);
      if (text(entry, "tls").isEmpty()) {
        exchanges.add(exchange(entry));
      } else {
        sessions.merge(text(entry, "connection"), session(entry), Nginx::another);
      }
    }
    List<String> debugLog = place.lines(ERROR_LOG);
    List<TlsSession> all = new ArrayList<>(sessions.values());
    all.addAll(refused(debugLog));
    return HttpTruth.ofTransactions(SOURCE, exchanges)
        .timedAtServer()
        .withTls(all)
        .parallel(mostAtOnce(debugLog));
  }

  /** Handshakes that ended with an alert from the client. */
  private static List<TlsSession> refused(List<String> debugLog) {
    Map<String, Integer> ports = new HashMap<>();
    List<TlsSession> refused = new ArrayList<>();
    for (String line : debugLog) {
      Matcher accepted = ACCEPTED.matcher(line);
      Matcher alert = ALERT.matcher(line);
      if (accepted.find()) {
        ports.put(accepted.group(1), Integer.parseInt(accepted.group(2)));
      } else if (alert.find()) {
        String name = alert.group(2).replace(' ', '_');
        Integer clientPort = ports.get(alert.group(1));
        refused.add(new TlsSession(clientPort, null, null, null, null, 0, name));
      }
    }
    return refused;
  }

  private static HttpExchange exchange(JsonNode entry) {
    boolean chunked = text(entry, "coding").equals("chunked");
    boolean framesAreCounted = chunked || text(entry, "protocol").equals("HTTP/2.0");
    Long sent = Workplace.number(text(entry, "body"));
    Long length = Workplace.number(text(entry, "length"));
    Long requests = Workplace.number(text(entry, "requests"));
    String seconds = text(entry, "seconds");
    return new HttpExchange(
        Workplace.port(text(entry, "port")),
        Workplace.port(text(entry, "serverPort")),
        Workplace.number(text(entry, "connection")),
        requests == null ? null : (Integer) (requests.intValue() - 1),
        absent(text(entry, "method")),
        absent(text(entry, "target")),
        Workplace.port(text(entry, "status")),
        framesAreCounted ? length : sent,
        // nginx counts the 100 (Continue) with what it sent of the body.
        text(entry, "expect").isEmpty() ? sent : null,
        seconds.isEmpty() ? null : (Double) Double.parseDouble(seconds),
        text(entry, "completion").equals("OK"));
  }

  private static TlsSession session(JsonNode entry) {
    return new TlsSession(
        Workplace.port(text(entry, "port")),
        text(entry, "tls").replace("TLSv", ""),
        text(entry, "reused").equals("r"),
        text(entry, "alpn"),
        text(entry, "sni"),
        1,
        null);
  }

  private static TlsSession another(TlsSession session, TlsSession again) {
    Integer before = session.requests();
    return new TlsSession(
        again.clientPort(),
        again.version(),
        again.resumed(),
        again.alpn(),
        again.sni(),
        before == null ? null : (Integer) (before + 1),
        null);
  }

  /** The most connections that were accepted and not yet closed, in the order of the log. */
  static int mostAtOnce(List<String> debugLog) {
    int open = 0;
    int most = 0;
    for (String line : debugLog) {
      Matcher accepted = ACCEPTED.matcher(line);
      Matcher closed = CLOSED.matcher(line);
      if (accepted.find()) {
        open++;
        most = Math.max(most, open);
      } else if (closed.find()) {
        open--;
      }
    }
    return most;
  }

  private static @Nullable String absent(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String text(JsonNode entry, String field) {
    return entry.path(field).asText();
  }
}
