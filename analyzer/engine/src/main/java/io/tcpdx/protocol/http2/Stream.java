package io.tcpdx.protocol.http2;

import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.StreamReset;
import io.tcpdx.protocol.Transaction;
import org.jspecify.annotations.Nullable;

/** A stream while it is open: a request and its answer (RFC 9113 §8.1). */
final class Stream {
  final int id;
  final int index;
  final int ahead;
  @Nullable StreamMessage request;
  @Nullable StreamMessage response;
  @Nullable StreamReset reset;
  int interimCount;
  @Nullable Long continueNs;

  /** Whether somebody asked on it: its request was seen, or came as HTTP/1 before the upgrade. */
  boolean asked;

  /** False where the capture lacks bytes that may have been of this stream. */
  boolean certain = true;

  boolean requestEnded;
  boolean responseEnded;

  /** Whether it counts among those that wait for their answers. */
  boolean waiting;

  Stream(int id, int index, int ahead) {
    this.id = id;
    this.index = index;
    this.ahead = ahead;
  }

  /** Whether the server opened it, to push (RFC 9113 §8.4). */
  boolean pushed() {
    return id % 2 == 0;
  }

  /** Whether its final answer's head has passed. */
  boolean answered() {
    return response != null && response.head() != null;
  }

  /** The transaction as far as it has come; null where neither head could be decompressed. */
  @Nullable Transaction transaction() {
    Request asking = request();
    Response answer = response();
    return asking == null && answer == null
        ? null
        : new Transaction(index, id, asking, answer, ahead, certain, reset);
  }

  private @Nullable Request request() {
    StreamMessage message = request;
    Head head = message == null ? null : message.head();
    if (message == null || head == null || head.method() == null || head.target() == null) {
      return null;
    }
    return new Request(head.method(), head.target(), head.host(), message.message(true));
  }

  private @Nullable Response response() {
    StreamMessage message = response;
    Head head = message == null ? null : message.head();
    if (message == null || head == null || head.status() == 0) {
      return null;
    }
    int status = head.status();
    boolean hasContent = status != 204 && status != 304 && !"HEAD".equals(method());
    return new Response(status, "", interimCount, continueNs, message.message(hasContent));
  }

  private @Nullable String method() {
    Head head = request == null ? null : request.head();
    return head == null ? null : head.method();
  }
}
