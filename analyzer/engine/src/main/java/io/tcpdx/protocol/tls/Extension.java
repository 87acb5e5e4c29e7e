package io.tcpdx.protocol.tls;

/** Numbers of the extensions that a diagnosis needs (RFC 8446 §4.2, RFC 7301). */
final class Extension {
  static final int SERVER_NAME = 0;
  static final int APPLICATION_LAYER_PROTOCOL_NEGOTIATION = 16;
  static final int PRE_SHARED_KEY = 41;
  static final int EARLY_DATA = 42;
  static final int SUPPORTED_VERSIONS = 43;

  private Extension() {}
}
