package io.tcpdx.lab.program;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A message of HTTP/1.x (RFC 9112 §2) as a program writes it, right or wrong: nothing is added that
 * the script did not say.
 */
public final class HttpMessage {

  private static final String CRLF = "\r\n";
  private static final String HOST = "Host: lab.example";
  private static final char FILLER = 'b';

  private final String method;
  private final String target;
  private final String version;
  private final String reason;
  private final String fields;
  private final byte[] body;

  private HttpMessage(
      String method, String target, String version, String reason, String fields, byte[] body) {
    this.method = method;
    this.target = target;
    this.version = version;
    this.reason = reason;
    this.fields = fields;
    this.body = body;
  }

  /** A request of HTTP/1.1 with a Host field and no body. */
  public static HttpMessage request(String method, String target) {
    return bare(method, target).field(HOST);
  }

  /** A request of HTTP/1.1 without any field. */
  public static HttpMessage bare(String method, String target) {
    return new HttpMessage(method, target, "HTTP/1.1", "", "", new byte[0]);
  }

  public static HttpMessage get(String target) {
    return request("GET", target);
  }

  /** A POST with a body of that many letters, and their count as Content-Length. */
  public static HttpMessage post(String target, int bytes) {
    return request("POST", target).body(bytes);
  }

  /** A response of HTTP/1.1 without any field. */
  public static HttpMessage response(int status, String reason) {
    return new HttpMessage("", Integer.toString(status), "HTTP/1.1", reason, "", new byte[0]);
  }

  /** 200 with a body of that many letters, and their count as Content-Length. */
  public static HttpMessage ok(int bytes) {
    return response(200, "OK").field("Content-Type: text/plain").body(bytes);
  }

  public HttpMessage version(String other) {
    return new HttpMessage(method, target, other, reason, fields, body);
  }

  /** One more line of the head, as it is. */
  public HttpMessage field(String line) {
    return new HttpMessage(method, target, version, reason, fields + line + CRLF, body);
  }

  /** Content-Length and as many bytes. */
  public HttpMessage body(int bytes) {
    return field("Content-Length: " + bytes).bytes(bytes);
  }

  /** So many bytes behind the head, which says nothing of them. */
  public HttpMessage bytes(int bytes) {
    return bytes(bytes, FILLER);
  }

  /** So many of one letter behind the head. */
  public HttpMessage bytes(int bytes, char letter) {
    byte[] letters = new byte[bytes];
    Arrays.fill(letters, (byte) letter);
    return bytes(letters);
  }

  /** These bytes behind the head. */
  public HttpMessage bytes(byte[] body) {
    return new HttpMessage(method, target, version, reason, fields, body);
  }

  /** These characters behind the head. */
  public HttpMessage text(String body) {
    return bytes(bytesOf(body));
  }

  /** The bytes of characters, one each. */
  public static byte[] bytesOf(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Transfer-Encoding: chunked, with one chunk for each size, and the last chunk. */
  public HttpMessage chunked(int... sizes) {
    return field("Transfer-Encoding: chunked").text(chunks(sizes) + "0" + CRLF + CRLF);
  }

  /** Chunks of these sizes (RFC 9112 §7.1), without the last one. */
  public static String chunks(int... sizes) {
    StringBuilder chunks = new StringBuilder();
    for (int size : sizes) {
      chunks.append(Integer.toHexString(size)).append(CRLF);
      chunks.append(String.valueOf(FILLER).repeat(size)).append(CRLF);
    }
    return chunks.toString();
  }

  String method() {
    return method;
  }

  /** Of a request its target, of a response its status. */
  String target() {
    return target;
  }

  int bodyBytes() {
    return body.length;
  }

  /** How long it is as it is written. */
  public int wireBytes() {
    return wire().length;
  }

  /** All of it, as it is written. */
  byte[] wire() {
    String first =
        method.isEmpty()
            ? version + ' ' + target + ' ' + reason
            : method + ' ' + target + (version.isEmpty() ? "" : ' ' + version);
    // A request of HTTP/0.9 is one line (RFC 1945 §4.1), and nothing follows.
    String head = version.isEmpty() ? first + CRLF : first + CRLF + fields + CRLF;
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    wire.writeBytes(bytesOf(head));
    wire.writeBytes(body);
    return wire.toByteArray();
  }
}
