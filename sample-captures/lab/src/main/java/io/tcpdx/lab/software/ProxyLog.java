package io.tcpdx.lab.software;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tcpdx.lab.program.ProxiedExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log of a proxy, one JSON object a line; times are in milliseconds, {@code -} where unknown.
 */
final class ProxyLog {

  private static final double MS_PER_SECOND = 1000;

  private ProxyLog() {}

  static List<ProxiedExchange> read(String proxy, List<String> lines) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<ProxiedExchange> exchanges = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("{")) {
        exchanges.add(exchange(proxy, mapper.readTree(line)));
      }
    }
    return exchanges;
  }

  private static ProxiedExchange exchange(String proxy, JsonNode entry) {
    return new ProxiedExchange(
        proxy,
        Workplace.port(entry.path("port").asText()),
        Workplace.port(entry.path("origin").asText()),
        entry.path("method").asText(),
        entry.path("target").asText(),
        Workplace.port(entry.path("status").asText()),
        seconds(entry.path("originMs").asText()),
        seconds(entry.path("totalMs").asText()));
  }

  private static @Nullable Double seconds(String milliseconds) {
    Long number = Workplace.number(milliseconds);
    return number == null || number < 0 ? null : (Double) (number / MS_PER_SECOND);
  }
}
