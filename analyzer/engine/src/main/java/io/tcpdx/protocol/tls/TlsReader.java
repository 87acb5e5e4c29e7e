package io.tcpdx.protocol.tls;

import io.tcpdx.connection.Direction;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.Application;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.HousekeepingRun;
import io.tcpdx.protocol.ProtocolReader;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Reads the TLS of one connection without decryption (RFC 8446, RFC 5246).
 *
 * <p>Up to TLS 1.2 a record says what it is. In TLS 1.3 all that is encrypted looks like
 * application data, so position and length must tell. What the server sends before the client's
 * Finished is its handshake. Of the client, 0-RTT data comes before the record that is as long as a
 * Finished; without 0-RTT its first record is the Finished, unless one of the next three is exactly
 * as long as one (a client's certificate goes before it). After that, records of the server's that
 * come before the client's first data belong to no turn; up to {@link #MAX_TICKETS} records of one
 * length after it, of the size of a NewSessionTicket, are the answer only if nothing else follows
 * before the client's next. Records as long as an alert are neither question nor answer. An answer
 * of HTTP/2 may begin with the server's SETTINGS.
 */
public final class TlsReader implements ProtocolReader, RecordSink {
  /** Tickets that a server sends after a handshake: OpenSSL 2, others up to 4. */
  static final int MAX_TICKETS = 4;

  /** Records of the client's in which its Finished may stand: after certificate and proof. */
  private static final int MAX_CLIENT_FLIGHT = 4;

  /** What the record that is being read is taken for. */
  private enum Kind {
    SKIPPED,
    CLEAR_HANDSHAKE,
    CLIENT_FINISHED,
    CLEAR_ALERT,
    PERHAPS_TICKET,
    DATA
  }

  /** One direction. */
  private final class Half {
    final Direction direction;
    final RecordReader records;
    final HandshakeMessages messages;
    Kind kind = Kind.SKIPPED;
    boolean encrypted;
    int recordLength;
    long recordStartNs;
    long recordStartPacket;
    int alert;
    int alertBytes;
    final HousekeepingRun housekeeping = new HousekeepingRun();

    Half(Direction direction, boolean fromStart) {
      this.direction = direction;
      this.records = new RecordReader(direction, TlsReader.this, fromStart);
      this.messages =
          new HandshakeMessages((type, body, length) -> onMessage(this, type, body, length));
    }
  }

  private final Half client;
  private final Half server;
  private final HandshakeFlow flow = new HandshakeFlow();
  private final Turns turns = new Turns();
  private int clientFlight;
  private boolean finishedForCertain;
  private int tickets;
  private int ticketLength;
  private boolean answered;

  /**
   * @param fromStart whether it will be given the connection's first byte
   */
  public TlsReader(boolean fromStart) {
    client = new Half(Direction.CLIENT_TO_SERVER, fromStart);
    server = new Half(Direction.SERVER_TO_CLIENT, fromStart);
  }

  private Half half(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? client : server;
  }

  @Override
  public void onBytes(
      Direction direction, ByteBuffer buffer, int offset, int length, long timeNs, long packet) {
    half(direction).records.read(buffer, offset, length, timeNs, packet);
  }

  @Override
  public void onGap(Direction direction, long length) {
    half(direction).records.gap(length);
  }

  @Override
  public void onEnd(Direction direction, StreamEnd end) {}

  @Override
  public void onRecord(Direction direction, int type, int length, long timeNs, long packet) {
    Half half = half(direction);
    half.recordLength = length;
    half.recordStartNs = timeNs;
    half.recordStartPacket = packet;
    half.kind =
        switch (type) {
          case ContentType.HANDSHAKE -> handshakeKind(half);
          case ContentType.CHANGE_CIPHER_SPEC -> changeCipherSpec(half);
          case ContentType.ALERT -> alertKind(half);
          case ContentType.APPLICATION_DATA -> direction == client.direction ? asked() : answer();
          default -> Kind.SKIPPED;
        };
    half.housekeeping.begin(isHousekeeping(half, type));
    if (half.kind == Kind.DATA) {
      flow.onData(direction, timeNs);
      turns.begin(direction, length + ContentType.HEADER_LENGTH, timeNs, packet);
    }
  }

  /** Alerts; and tickets, as long as nothing was asked that they could be the answer to. */
  private boolean isHousekeeping(Half half, int type) {
    return switch (half.kind) {
      case CLEAR_ALERT -> true;
      case PERHAPS_TICKET -> !turns.any();
      case SKIPPED -> type == ContentType.APPLICATION_DATA && hiddenAlert(half);
      case CLEAR_HANDSHAKE, CLIENT_FINISHED, DATA -> false;
    };
  }

  @Override
  public long housekeepingBytes(Direction direction) {
    Half half = half(direction);
    return half.housekeeping.bytes(half.records.passedBytes());
  }

  @Override
  public long unreadBytes(Direction direction) {
    return half(direction).records.unreadBytes();
  }

  private Kind handshakeKind(Half half) {
    speaks(half);
    if (!half.encrypted) {
      return Kind.CLEAR_HANDSHAKE;
    }
    return half == client && !flow.finished() ? Kind.CLIENT_FINISHED : Kind.SKIPPED;
  }

  private void speaks(Half half) {
    if (half == server) {
      flow.onServerSpeaks(half.recordStartNs);
    } else if (!flow.finished()) {
      flow.onClientSpeaks(half.recordStartNs);
    }
  }

  /** In TLS 1.3 it means nothing, and may come at any time (RFC 8446 §D.4). */
  private Kind changeCipherSpec(Half half) {
    if (!flow.isTls13()) {
      half.encrypted |= flow.serverHelloSeen();
      if (half == server) {
        flow.onServerChangeCipherSpec(half.recordStartNs, half.recordStartPacket);
      }
    }
    return Kind.SKIPPED;
  }

  private static Kind alertKind(Half half) {
    half.alert = 0;
    half.alertBytes = 0;
    return Kind.CLEAR_ALERT;
  }

  /** What a record of the client's is that says it is application data. */
  private Kind asked() {
    if (!flow.serverHelloSeen()) {
      if (!flow.seen()) {
        return shape(client); // within a connection of which the beginning was not captured
      }
      if (flow.offersEarlyData()) {
        flow.onEarlyData();
      }
      return flow.offersEarlyData() ? Kind.SKIPPED : shape(client);
    }
    if (!flow.isTls13() || finishedForCertain) {
      return shape(client);
    }
    clientFlight++;
    boolean fits = client.recordLength == EncryptedShapes.finished(flow.cipherSuite());
    if (fits && (clientFlight <= MAX_CLIENT_FLIGHT || flow.offersEarlyData()) && !answered) {
      if (flow.finished()) {
        turns.startAnew();
        flow.forgetData();
      }
      finishedForCertain = true;
      speaks(client);
      return Kind.CLIENT_FINISHED;
    }
    if (flow.offersEarlyData()) {
      return Kind.SKIPPED;
    }
    return flow.finished() ? shape(client) : firstOfFlight();
  }

  /** The client's first encrypted record, which is not as long as a Finished. */
  private Kind firstOfFlight() {
    if (client.recordLength == EncryptedShapes.alert(flow.cipherSuite())) {
      finishedForCertain = true;
      flow.onAlert(
          client.direction.sender(), true, null, client.recordStartNs, client.recordStartPacket);
      return Kind.SKIPPED;
    }
    speaks(client);
    return Kind.CLIENT_FINISHED;
  }

  /** What a record of the server's is that says it is application data. */
  private Kind answer() {
    boolean handshake = flow.isTls13() && !flow.finished();
    if (handshake) {
      flow.onServerSpeaks(server.recordStartNs);
      return Kind.SKIPPED;
    }
    Kind kind = shape(server);
    if (kind != Kind.DATA) {
      return kind;
    }
    boolean perhapsTicket =
        flow.isTls13()
            && !answered
            && tickets < MAX_TICKETS
            && EncryptedShapes.perhapsTicket(server.recordLength)
            && (tickets == 0 || ticketLength == server.recordLength);
    if (perhapsTicket) {
      tickets++;
      ticketLength = server.recordLength;
      return Kind.PERHAPS_TICKET;
    }
    answered |= turns.any();
    return kind;
  }

  /** Application data, except for what is an alert by its length. */
  private Kind shape(Half half) {
    return hiddenAlert(half) ? Kind.SKIPPED : Kind.DATA;
  }

  /** What says that it is application data, and is an alert by its length. */
  private boolean hiddenAlert(Half half) {
    boolean hidden = flow.isTls13() || !flow.serverHelloSeen();
    return hidden && half.recordLength == EncryptedShapes.alert(flow.cipherSuite());
  }

  @Override
  public void onContent(
      Direction direction, ByteBuffer buffer, int offset, int length, long timeNs, long packet) {
    Half half = half(direction);
    if (half.kind != Kind.DATA) {
      flow.goesOn(direction.sender(), timeNs);
    }
    switch (half.kind) {
      case CLEAR_HANDSHAKE -> half.messages.read(buffer, offset, length);
      case CLEAR_ALERT -> {
        for (int i = 0; i < length && half.alertBytes < 2; i++) {
          half.alert = half.alert << 8 | (buffer.get(offset + i) & 0xff);
          half.alertBytes++;
        }
      }
      case DATA -> turns.goOn(direction, timeNs, packet);
      case SKIPPED, CLIENT_FINISHED, PERHAPS_TICKET -> {}
    }
  }

  @Override
  public void onRecordEnd(Direction direction, boolean whole, long timeNs, long packet) {
    Half half = half(direction);
    half.housekeeping.end(ContentType.HEADER_LENGTH + half.recordLength);
    switch (half.kind) {
      case CLIENT_FINISHED -> flow.onFinished(timeNs, packet);
      case CLEAR_ALERT -> onAlert(half, whole, timeNs, packet);
      case PERHAPS_TICKET ->
          turns.perhapsAnswer(
              half.recordLength + ContentType.HEADER_LENGTH, half.recordStartNs, timeNs, packet);
      case CLEAR_HANDSHAKE -> {
        if (!whole) {
          half.messages.reset();
          flow.onLost();
        }
      }
      case SKIPPED, DATA -> {}
    }
  }

  private void onAlert(Half half, boolean whole, long timeNs, long packet) {
    boolean clear = half.recordLength == 2 && !half.encrypted && whole;
    if (clear) {
      String name = AlertNames.of(half.alert & 0xff);
      flow.onAlert(half.direction.sender(), half.alert >>> 8 == 2, name, timeNs, packet);
    } else {
      // Nearly always the close_notify at the end.
      flow.onAlert(half.direction.sender(), false, null, timeNs, packet);
    }
  }

  @Override
  public void onLost(Direction direction) {
    half(direction).messages.reset();
    half(direction).kind = Kind.SKIPPED;
    half(direction).housekeeping.lose();
    flow.onLost();
  }

  private void onMessage(Half half, int type, byte[] body, int length) {
    if (half == client && type == HandshakeMessages.CLIENT_HELLO && length > 0) {
      ClientHello hello = ClientHello.of(body, length);
      flow.onClientHello(hello, half.recordStartNs, half.recordStartPacket);
    } else if (half == server && type == HandshakeMessages.SERVER_HELLO && length > 0) {
      flow.onServerHello(ServerHello.of(body, length));
      half.encrypted = flow.isTls13();
    } else if (half == server) {
      flow.onServerMessage(type);
    }
  }

  @Override
  public Conversation conversation() {
    boolean goodbye = client.housekeeping.going() || server.housekeeping.going();
    if (!flow.seen() && !turns.any() && !goodbye) {
      return Conversation.NONE;
    }
    List<String> limits =
        turns.forgotten() == 0
            ? List.of()
            : List.of("turns of encrypted data beyond " + Conversation.MAX_EXCHANGES);
    return new Conversation(
        Application.TLS,
        null,
        List.of(),
        flow.seen() ? flow.handshake() : null,
        turns.turns(),
        null,
        limits);
  }
}
