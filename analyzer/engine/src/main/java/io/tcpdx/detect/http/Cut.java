package io.tcpdx.detect.http;

import io.tcpdx.connection.Side;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.detect.Figures;
import io.tcpdx.protocol.BodyDelimiter;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Request;

/** A message that was cut short, in words. */
final class Cut {
  private Cut() {}

  static String sentence(Request request, Message message, Side sender) {
    String how =
        message.cutBy() == StreamEnd.RESET ? " reset the connection" : " closed the connection";
    String subject =
        sender == Side.SERVER
            ? "The server" + how + " within its answer to " + Targets.told(request)
            : "The client" + how + " within its request " + Targets.told(request);
    return subject + ": " + received(message) + ".";
  }

  private static String received(Message message) {
    String bytes = Figures.count(message.bodyBytes(), "byte", "bytes");
    Long declared = message.declaredBytes();
    if (declared != null) {
      return bytes
          + " of the "
          + Figures.count(declared)
          + " came that Content-Length declares, "
          + Figures.count(declared - message.bodyBytes())
          + " are missing";
    }
    return switch (message.delimiter()) {
      case CHUNKED -> bytes + " of content came, and the last chunk did not";
      case CLOSE -> bytes + " came, and only a close (FIN) could have said that this was all of it";
      case FRAMES -> bytes + " of content came without an end of stream";
      case NONE, LENGTH, TUNNEL -> "not even the end of its head came";
    };
  }

  static String advice(Message message, Side sender) {
    if (sender == Side.CLIENT) {
      return "At the client: look in its log for the upload that it gave up. At the server: take"
          + " nothing of an incomplete request for done (RFC 9112 §8).";
    }
    String look =
        "At the server, or the proxy in front of it: look in its error log at that time for a"
            + " worker that died, a time-out to its upstream (nginx: proxy_read_timeout,"
            + " send_timeout), or a Content-Length that is not the body's.";
    return message.delimiter() == BodyDelimiter.CLOSE
        ? look
            + " Send Content-Length or chunks, so that clients can tell a whole answer from half a"
            + " one; close with FIN."
        : look + " At the client: do not take the part for the whole.";
  }
}
