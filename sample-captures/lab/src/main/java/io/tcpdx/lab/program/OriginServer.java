package io.tcpdx.lab.program;

import io.tcpdx.lab.sys.SystemCallException;
import org.jspecify.annotations.Nullable;

/** The server's end of one connection of HTTP/1.x; answers what its script says. */
public final class OriginServer {

  private final Peer me;
  private final Connection connection;
  private final HttpStream stream;

  private OriginServer(Peer me, Connection connection) throws SystemCallException {
    this.me = me;
    this.connection = connection;
    this.stream = new HttpStream(connection);
    connection.socket().noDelay(true);
  }

  /** Accepts the next connection, with TCP_NODELAY. */
  public static OriginServer accept(Peer me) throws SystemCallException {
    return new OriginServer(me, me.accept());
  }

  /** Speaks on a connection that was accepted otherwise. */
  public static OriginServer on(Peer me, Connection connection) throws SystemCallException {
    return new OriginServer(me, connection);
  }

  /**
   * Reads the next request with its body, by Transfer-Encoding or Content-Length.
   *
   * @return its head; null where the client ended the connection instead
   */
  public @Nullable String request() {
    String head = requestHead();
    if (head != null) {
      requestBody(head);
    }
    return head;
  }

  /** Reads the next request's head only. */
  public @Nullable String requestHead() {
    String head = stream.head();
    me.log().event("request", "line", head == null ? "" : head.lines().findFirst().orElse(""));
    return head;
  }

  /** Reads the body that {@code head} announces. */
  public void requestBody(String head) {
    String length = HttpStream.field(head, "content-length");
    if (HttpStream.field(head, "transfer-encoding") != null) {
      me.log().event("request body", "bytes", stream.skipChunked());
    } else if (length != null) {
      me.log().event("request body", "bytes", stream.skip(Long.parseLong(length)));
    }
  }

  /** Reads a request of HTTP/0.9: one line. */
  public @Nullable String requestLine() {
    return stream.line();
  }

  /** Reads bytes that are no HTTP. */
  public long receiveRaw(long bytes) {
    return stream.skip(bytes);
  }

  /** Writes a response in one call. */
  public OriginServer answer(HttpMessage response) throws SystemCallException {
    me.log().event("response", "status", response.target(), "bodyBytes", response.bodyBytes());
    connection.write(response.wire());
    return this;
  }

  /** Reads requests and answers each with {@code response}; returns how many there were. */
  public int answerAll(HttpMessage response) throws SystemCallException {
    int answered = 0;
    while (request() != null) {
      answer(response);
      answered++;
    }
    return answered;
  }

  /** Reads a request and answers it. */
  public void answerNext(HttpMessage response) throws SystemCallException {
    request();
    answer(response);
  }

  /** Reads until the client has ended the connection. */
  public void awaitEnd() {
    long bytes = stream.skipToEnd();
    me.log().event(stream.wasReset() ? "reset" : "end of stream", "bytes", bytes);
  }

  /** Waits until the client has all that was written, then closes with a reset instead of FIN. */
  public void reset() throws SystemCallException {
    connection.awaitAcknowledged();
    connection.socket().lingerZero();
    connection.close();
  }

  public void close() {
    connection.close();
  }

  public Connection connection() {
    return connection;
  }
}
