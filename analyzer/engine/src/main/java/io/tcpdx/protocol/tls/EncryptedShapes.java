package io.tcpdx.protocol.tls;

/**
 * What TLS 1.3's encrypted records can be by their length alone (RFC 8446 §5.2): content, one byte
 * of type, and the tag of the cipher. Padding would hide it; nobody pads these by default.
 */
final class EncryptedShapes {
  private static final int TYPE_LENGTH = 1;
  private static final int MESSAGE_HEADER_LENGTH = 4;
  private static final int ALERT_LENGTH = 2;
  private static final int AES_256_GCM_SHA384 = 0x1302;
  private static final int AES_128_CCM_8_SHA256 = 0x1305;

  /**
   * Lifetime, age, two lengths, a nonce and a ticket of some bytes, extensions (RFC 8446 §4.6.1).
   */
  private static final int SHORTEST_TICKET = 50;

  /** OpenSSL's are about 250 bytes, with a client's certificate within up to 1500. */
  private static final int LONGEST_TICKET = 1500;

  private EncryptedShapes() {}

  private static int sealed(int content, int cipherSuite) {
    return content + TYPE_LENGTH + (cipherSuite == AES_128_CCM_8_SHA256 ? 8 : 16);
  }

  /** Length of a record with a Finished and nothing else: the hash of the cipher suite. */
  static int finished(int cipherSuite) {
    int hash = cipherSuite == AES_256_GCM_SHA384 ? 48 : 32;
    return sealed(MESSAGE_HEADER_LENGTH + hash, cipherSuite);
  }

  /** Length of a record with an alert: shorter than any handshake message. */
  static int alert(int cipherSuite) {
    return sealed(ALERT_LENGTH, cipherSuite);
  }

  static boolean perhapsTicket(int length) {
    return length >= SHORTEST_TICKET && length <= LONGEST_TICKET;
  }
}
