package io.tcpdx.protocol.tls;

import io.tcpdx.connection.Direction;
import io.tcpdx.protocol.Conversation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Records that two sides send, given to a reader; each comes a millisecond after the one before.
 */
public final class TlsDialogue {
  static final long MS = 1_000_000;
  public static final int FINISHED = 53;
  static final int TICKET = 250;

  private record Piece(Direction direction, ByteBuffer bytes, long gap) {}

  private final List<Piece> pieces = new ArrayList<>();
  private boolean fromStart = true;

  TlsDialogue fromTheMiddle() {
    fromStart = false;
    return this;
  }

  TlsDialogue client(byte[]... records) {
    pieces.add(new Piece(Direction.CLIENT_TO_SERVER, ByteBuffer.wrap(joined(records)), 0));
    return this;
  }

  TlsDialogue server(byte[]... records) {
    pieces.add(new Piece(Direction.SERVER_TO_CLIENT, ByteBuffer.wrap(joined(records)), 0));
    return this;
  }

  TlsDialogue serverGap(long length) {
    pieces.add(new Piece(Direction.SERVER_TO_CLIENT, ByteBuffer.allocate(0), length));
    return this;
  }

  Conversation read() {
    return read(Integer.MAX_VALUE);
  }

  /** The same with all handed over in parts of at most that many bytes. */
  Conversation read(int partLength) {
    TlsReader reader = new TlsReader(fromStart);
    long packet = 0;
    for (Piece piece : pieces) {
      packet++;
      if (piece.gap() > 0) {
        reader.onGap(piece.direction(), piece.gap());
      }
      ByteBuffer buffer = piece.bytes();
      for (int at = 0; at < buffer.capacity(); at += Math.min(partLength, buffer.capacity())) {
        int length = Math.min(partLength, buffer.capacity() - at);
        reader.onBytes(piece.direction(), buffer, at, length, packet * MS, packet);
      }
    }
    return reader.conversation();
  }

  /** Records as a timeline writes down a payload. */
  public static String payload(byte[]... records) {
    return "hex " + HexFormat.of().formatHex(joined(records));
  }

  /** All that was sent, for who wants to spoil it. */
  List<byte[]> bytes() {
    return pieces.stream().map(piece -> piece.bytes().array()).toList();
  }

  public static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] record(int type, byte[] content) {
    return joined(
        new byte[] {(byte) type, 3, 3, (byte) (content.length >> 8), (byte) content.length},
        content);
  }

  /** Encrypted, with that many bytes. */
  public static byte[] data(int length) {
    byte[] content = new byte[length];
    content[0] = 77;
    return record(ContentType.APPLICATION_DATA, content);
  }

  public static byte[] changeCipherSpec() {
    return record(ContentType.CHANGE_CIPHER_SPEC, new byte[] {1});
  }

  /** Handshake that is encrypted, as TLS 1.2 shows its Finished. */
  public static byte[] encryptedHandshake() {
    return record(ContentType.HANDSHAKE, new byte[40]);
  }

  public static byte[] alert(int level, int description) {
    return record(ContentType.ALERT, new byte[] {(byte) level, (byte) description});
  }

  public static byte[] message(int type, int bodyLength) {
    return record(ContentType.HANDSHAKE, handshake(type, new byte[bodyLength]));
  }

  static byte[] handshake(int type, byte[] body) {
    return joined(
        new byte[] {
          (byte) type, (byte) (body.length >> 16), (byte) (body.length >> 8), (byte) body.length
        },
        body);
  }

  static byte[] extension(int type, byte[] content) {
    return joined(pair(type), pair(content.length), content);
  }

  public static byte[] clientHello(byte[]... extensions) {
    byte[] all = joined(extensions);
    byte[] body =
        joined(
            pair(0x0303),
            new byte[32],
            new byte[] {0},
            pair(2),
            pair(0x1301),
            new byte[] {1, 0},
            pair(all.length),
            all);
    return record(ContentType.HANDSHAKE, handshake(HandshakeMessages.CLIENT_HELLO, body));
  }

  public static byte[] serverHello(int cipherSuite, byte[]... extensions) {
    return serverHello(new byte[32], cipherSuite, extensions);
  }

  static byte[] serverHello(byte[] random, int cipherSuite, byte[]... extensions) {
    byte[] all = joined(extensions);
    byte[] body =
        joined(
            pair(0x0303),
            random,
            new byte[] {0},
            pair(cipherSuite),
            new byte[] {0},
            pair(all.length),
            all);
    return record(ContentType.HANDSHAKE, handshake(HandshakeMessages.SERVER_HELLO, body));
  }

  static byte[] serverName(String name) {
    byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
    byte[] entry = joined(new byte[] {0}, pair(text.length), text);
    return extension(Extension.SERVER_NAME, joined(pair(entry.length), entry));
  }

  static byte[] alpn(String... protocols) {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    for (String protocol : protocols) {
      list.write(protocol.length());
      list.writeBytes(protocol.getBytes(StandardCharsets.ISO_8859_1));
    }
    byte[] all = list.toByteArray();
    return extension(
        Extension.APPLICATION_LAYER_PROTOCOL_NEGOTIATION, joined(pair(all.length), all));
  }

  public static byte[] tls13() {
    return extension(Extension.SUPPORTED_VERSIONS, pair(0x0304));
  }

  static byte[] pair(int value) {
    return new byte[] {(byte) (value >> 8), (byte) value};
  }
}
