package io.tcpdx.lab.program;

import io.tcpdx.lab.sys.SystemCallException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of one connection of HTTP/1.x: writes the requests that its script says, reads
 * what answers them, and notes each exchange as it saw it.
 */
public final class UserAgent {

  /** What {@link #receive} returns where the connection ended without an answer. */
  public static final int NO_ANSWER = -1;

  private static final int FIRST_FINAL_STATUS = 200;
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  /** A request that has been written and not been answered. */
  private record Asked(HttpMessage request, int index, long startNs, int depth, boolean retry) {}

  private final Peer me;
  private final Connection connection;
  private final HttpStream stream;
  private final int port;
  private final int serverPort;
  private final int number;
  private final Deque<Asked> unanswered = new ArrayDeque<>();
  private int asked;
  private boolean retrying;
  private boolean unseenBefore;

  private UserAgent(Peer me, Connection connection, int serverPort) throws SystemCallException {
    this.me = me;
    this.connection = connection;
    this.stream = new HttpStream(connection);
    this.port = connection.socket().localPort();
    this.serverPort = serverPort;
    this.number = me.log().nextHttpConnection();
  }

  /** Connects to the server's usual port, with TCP_NODELAY. */
  public static UserAgent connect(Peer me) throws SystemCallException {
    return new UserAgent(me, me.connect(socket -> socket.noDelay(true)), me.server().port());
  }

  /** Speaks on a connection that was made otherwise, as by an intermediary. */
  public static UserAgent on(Peer me, Connection connection, int serverPort)
      throws SystemCallException {
    return new UserAgent(me, connection, serverPort);
  }

  /** What is written from now on was sent before, and not answered whole. */
  public UserAgent retrying() {
    retrying = true;
    return this;
  }

  /** The capture has not seen all requests of this connection: their count says nothing. */
  public UserAgent unseenBefore() {
    unseenBefore = true;
    return this;
  }

  /** Writes the requests, all of them in one call. */
  public UserAgent send(HttpMessage... requests) throws SystemCallException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    for (HttpMessage request : requests) {
      wire.writeBytes(request.wire());
      note(request);
    }
    connection.write(wire.toByteArray());
    return this;
  }

  /** Notes a request whose bytes the script writes itself, with {@link #connection()}. */
  public UserAgent note(HttpMessage request) {
    int depth = unanswered.size() + 1;
    unanswered.add(new Asked(request, asked++, System.nanoTime(), depth, retrying));
    me.log().event("request", "method", request.method(), "target", request.target());
    return this;
  }

  /** Writes one request and reads its answer. */
  public int exchange(HttpMessage request) throws SystemCallException {
    send(request);
    return receive();
  }

  /**
   * Reads the answer to the oldest request.
   *
   * @return its status, or {@link #NO_ANSWER}
   */
  public int receive() {
    Asked oldest = unanswered.remove();
    for (String head = stream.head(); head != null; head = stream.head()) {
      int status = Integer.parseInt(head.substring("HTTP/1.x ".length(), 12));
      if (status >= FIRST_FINAL_STATUS || status == SWITCHING_PROTOCOLS) {
        note(oldest, status, head);
        return status;
      }
      me.log().event("interim response", "status", status);
    }
    unansweredAtEnd(oldest);
    return NO_ANSWER;
  }

  /** Reads an interim response; a final one is an error of the script. */
  public int receiveInterim() {
    String head = stream.head();
    int status =
        head == null ? NO_ANSWER : Integer.parseInt(head.substring("HTTP/1.x ".length(), 12));
    me.log().event("interim response", "status", status);
    return status;
  }

  /** Reads what answers a request of HTTP/0.9: all until the end, without a head. */
  public void receiveBare() {
    Asked oldest = unanswered.remove();
    long bytes = stream.skipToEnd();
    note(oldest, null, null, bytes, !stream.wasReset());
  }

  /** Reads on behind the last answer until the connection ends; returns how many bytes came. */
  public long receiveRest() {
    long bytes = stream.skipToEnd();
    me.log().event(stream.wasReset() ? "reset" : "end of stream", "bytes", bytes);
    return bytes;
  }

  /** Reads bytes that are no HTTP, as behind an upgrade. */
  public long receiveRaw(long bytes) {
    long got = stream.skip(bytes);
    me.log().event("read", "bytes", got);
    return got;
  }

  /**
   * Reads the rest of the oldest request's answer without a note, as the capture has not seen it.
   */
  public void receiveUnnoted(long bytes) {
    unanswered.remove();
    receiveRaw(bytes);
  }

  private void note(Asked asked, int status, String head) {
    boolean bodiless =
        asked.request().method().equals("HEAD")
            || status == NO_CONTENT
            || status == NOT_MODIFIED
            || status == SWITCHING_PROTOCOLS
            || (asked.request().method().equals("CONNECT") && status / 100 == 2);
    String length = HttpStream.field(head, "content-length");
    String coding = HttpStream.field(head, "transfer-encoding");
    if (bodiless) {
      note(asked, status, null, 0, true);
    } else if (coding != null) {
      long content = stream.skipChunked();
      note(asked, status, null, content < 0 ? -content - 1 : content, content >= 0);
    } else if (length != null) {
      long declared = Long.parseLong(length.split(",", 2)[0].strip());
      long got = stream.skip(declared);
      note(asked, status, declared, got, got == declared);
    } else {
      long got = stream.skipToEnd();
      note(asked, status, null, got, !stream.wasReset());
    }
  }

  private void note(
      Asked asked,
      @Nullable Integer status,
      @Nullable Long declaredBytes,
      long bodyBytes,
      boolean complete) {
    me.log()
        .exchanged(
            new HttpExchange(
                port,
                serverPort,
                (long) number,
                unseenBefore ? null : (Integer) asked.index(),
                asked.request().method(),
                asked.request().target(),
                status,
                bodyBytes,
                null,
                (System.nanoTime() - asked.startNs()) / 1e9,
                complete),
            new HttpCircumstances(
                port,
                unseenBefore ? null : (Integer) asked.index(),
                declaredBytes,
                asked.depth(),
                asked.retry()));
  }

  private void unansweredAtEnd(Asked asked) {
    me.log().event(stream.wasReset() ? "reset" : "end of stream");
    note(asked, null, null, 0, false);
  }

  /** Closes; what was not answered by now never was. */
  public void close() {
    while (!unanswered.isEmpty()) {
      note(unanswered.remove(), null, null, 0, false);
    }
    connection.close();
  }

  /** Reads to the end of the connection, then closes. */
  public void closeAfterPeer() {
    receiveRest();
    close();
  }

  public Connection connection() {
    return connection;
  }
}
