package io.tcpdx.protocol.tls;

import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ServerHello (RFC 8446 §4.1.3, RFC 5246 §7.4.1.3).
 *
 * @param version as on the wire: 0x0303 is TLS 1.2, 0x0304 TLS 1.3
 * @param cipherSuite the number chosen
 * @param retry whether it is a HelloRetryRequest
 * @param preSharedKey whether a key of an earlier session was accepted (TLS 1.3)
 * @param alpn the protocol chosen, where that is in clear (up to TLS 1.2); null without
 */
record ServerHello(
    int version, int cipherSuite, boolean retry, boolean preSharedKey, @Nullable String alpn) {
  static final int TLS_1_3 = 0x0304;

  private static final int RANDOM_LENGTH = 32;

  /** Version, random, an empty session, cipher suite and compression method. */
  private static final int SHORTEST = 2 + RANDOM_LENGTH + 1 + 2 + 1;

  /** The random that makes it a HelloRetryRequest: SHA-256 of that word (RFC 8446 §4.1.3). */
  private static final byte[] RETRY_RANDOM =
      HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

  /** Drafts of TLS 1.3 had 0x7f and their number; servers spoke them for a year. */
  private static final int DRAFTS = 0x7f;

  /** Reads the message's body; null where it is too short to be one. */
  static @Nullable ServerHello of(byte[] body, int length) {
    Octets octets = new Octets(body, 0, length);
    if (!octets.has(SHORTEST)) {
      return null;
    }
    int version = octets.uint16();
    boolean retry = octets.startsWith(RETRY_RANDOM);
    octets.skip(RANDOM_LENGTH);
    octets.skip(octets.uint8()); // the session's id
    int cipherSuite = octets.uint16();
    octets.skip(1); // compression
    Octets extensions = octets.take(octets.uint16());
    boolean preSharedKey = false;
    String alpn = null;
    while (extensions.has(4)) {
      int type = extensions.uint16();
      Octets data = extensions.take(extensions.uint16());
      switch (type) {
        case Extension.SUPPORTED_VERSIONS -> version = selected(data.uint16(), version);
        case Extension.PRE_SHARED_KEY -> preSharedKey = true;
        case Extension.APPLICATION_LAYER_PROTOCOL_NEGOTIATION -> {
          List<String> chosen = ClientHello.protocols(data);
          alpn = chosen.isEmpty() ? null : chosen.get(0);
        }
        default -> {}
      }
    }
    return new ServerHello(version, cipherSuite, retry, preSharedKey, alpn);
  }

  private static int selected(int version, int legacy) {
    if (version >>> 8 == DRAFTS) {
      return TLS_1_3;
    }
    return version == 0 ? legacy : version;
  }

  /** The version as people call it. */
  String versionName() {
    return switch (version) {
      case 0x0300 -> "SSL 3.0";
      case 0x0301 -> "1.0";
      case 0x0302 -> "1.1";
      case 0x0303 -> "1.2";
      case TLS_1_3 -> "1.3";
      default -> "0x" + Integer.toHexString(version);
    };
  }
}
