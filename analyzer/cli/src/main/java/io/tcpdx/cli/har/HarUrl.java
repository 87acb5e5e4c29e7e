package io.tcpdx.cli.har;

import io.tcpdx.connection.Endpoint;
import io.tcpdx.protocol.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The URL that a request asked for (RFC 9110 §7.1), and the parts of its query. */
final class HarUrl {
  private static final int HTTP_PORT = 80;

  private HarUrl() {}

  /** A name of the query and its value, as they were written. */
  record Parameter(String name, String value) {}

  /**
   * The URL. What must not stand in one is percent-encoded (RFC 3986 §2.1), so that whatever came
   * from the wire can be read as one.
   *
   * @param server who was asked, where the request does not name its host
   */
  static String of(Request request, Endpoint server) {
    String target = request.target();
    if (request.absoluteTarget()) {
      return encoded(target);
    }
    if (request.method().equals("CONNECT")) {
      return encoded("https://" + target + "/");
    }
    String host = request.host();
    String authority = host == null || host.isEmpty() ? authority(server) : host;
    String path = target.equals("*") ? "" : target.startsWith("/") ? target : "/" + target;
    return encoded("http://" + authority + path);
  }

  private static String authority(Endpoint server) {
    String address = server.address();
    String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
    return server.port() == HTTP_PORT ? host : host + ":" + server.port();
  }

  private static String encoded(String url) {
    StringBuilder encoded = new StringBuilder(url.length());
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c > 0x20 && c < 0x7f && "\"<>\\^`{|}".indexOf(c) < 0) {
        encoded.append(c);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return encoded.toString();
  }

  /** The query's parameters in order; without decoding, which could make two of one. */
  static List<Parameter> query(String url) {
    int question = url.indexOf('?');
    if (question < 0) {
      return List.of();
    }
    int fragment = url.indexOf('#', question);
    String query = url.substring(question + 1, fragment < 0 ? url.length() : fragment);
    List<Parameter> parameters = new ArrayList<>();
    for (String part : query.split("&", -1)) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        parameters.add(new Parameter(name, equals < 0 ? "" : part.substring(equals + 1)));
      }
    }
    return parameters;
  }
}
