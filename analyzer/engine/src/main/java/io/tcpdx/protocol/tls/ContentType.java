package io.tcpdx.protocol.tls;

/** What a record says that it carries (RFC 8446 §5.1, RFC 6520), and whether its header can be. */
final class ContentType {
  static final int CHANGE_CIPHER_SPEC = 20;
  static final int ALERT = 21;
  static final int HANDSHAKE = 22;
  static final int APPLICATION_DATA = 23;
  static final int HEARTBEAT = 24;

  /** Bytes of a record's header: type, version, length. */
  static final int HEADER_LENGTH = 5;

  /** RFC 5246 §6.2.3: 2^14 and 2048 for what encryption adds; RFC 8446 §5.2 allows less. */
  private static final int MAX_RECORD_LENGTH = (1 << 14) + 2048;

  private ContentType() {}

  /** Whether a record can begin with these: SSL 3.0 and all versions of TLS begin with 3. */
  static boolean isHeader(int type, int major, int minor, int length) {
    boolean known = type >= CHANGE_CIPHER_SPEC && type <= HEARTBEAT;
    boolean version = major == 3 && minor <= 4;
    boolean empty = length == 0 && type != APPLICATION_DATA; // RFC 5246 §6.2.1
    return known && version && !empty && length <= MAX_RECORD_LENGTH;
  }
}
