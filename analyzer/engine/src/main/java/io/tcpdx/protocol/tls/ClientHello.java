package io.tcpdx.protocol.tls;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ClientHello (RFC 8446 §4.1.2, RFC 5246 §7.4.1.2).
 *
 * @param serverName host name of the server_name extension; null without
 * @param alpn protocols offered, the preferred first
 * @param earlyData whether 0-RTT data may follow
 */
record ClientHello(@Nullable String serverName, List<String> alpn, boolean earlyData) {
  private static final int RANDOM_LENGTH = 32;

  /** Names and protocols longer than this, or more of them, are nobody's. */
  private static final int MAX_NAME_LENGTH = 255;

  private static final int MAX_PROTOCOLS = 32;

  /** Reads the message's body; what it lacks is missing in the answer. */
  static ClientHello of(byte[] body, int length) {
    Octets octets = new Octets(body, 0, length);
    octets.skip(2 + RANDOM_LENGTH);
    octets.skip(octets.uint8()); // legacy_session_id
    octets.skip(octets.uint16()); // cipher_suites
    octets.skip(octets.uint8()); // legacy_compression_methods
    Octets extensions = octets.take(octets.uint16());
    String serverName = null;
    List<String> alpn = List.of();
    boolean earlyData = false;
    while (extensions.has(4)) {
      int type = extensions.uint16();
      Octets data = extensions.take(extensions.uint16());
      switch (type) {
        case Extension.SERVER_NAME -> serverName = serverName(data);
        case Extension.APPLICATION_LAYER_PROTOCOL_NEGOTIATION -> alpn = protocols(data);
        case Extension.EARLY_DATA -> earlyData = true;
        default -> {}
      }
    }
    return new ClientHello(serverName, alpn, earlyData);
  }

  /** RFC 6066 §3: a list of names, of which only host names (type 0) were ever defined. */
  private static @Nullable String serverName(Octets data) {
    Octets list = data.take(data.uint16());
    while (list.has(3)) {
      int nameType = list.uint8();
      Octets name = list.take(list.uint16());
      if (nameType == 0 && name.length() > 0 && name.length() <= MAX_NAME_LENGTH) {
        return name.text();
      }
    }
    return null;
  }

  /** RFC 7301 §3.1. */
  static List<String> protocols(Octets data) {
    List<String> protocols = new ArrayList<>();
    Octets list = data.take(data.uint16());
    while (!list.isEmpty() && protocols.size() < MAX_PROTOCOLS) {
      String protocol = list.take(list.uint8()).text();
      if (!protocol.isEmpty()) {
        protocols.add(protocol);
      }
    }
    return protocols;
  }
}
