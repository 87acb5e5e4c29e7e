package io.tcpdx.protocol;

/**
 * What a message's head says in a way that two parties may read differently: the shapes of request
 * smuggling (RFC 9112 §5.1, §5.2, §6.1, §6.3, §11.2).
 */
public enum Irregularity {
  /** Content-Length beside Transfer-Encoding. */
  LENGTH_WITH_TRANSFER_ENCODING,
  /** Content-Length fields, or members of one, that differ. */
  DIFFERING_LENGTHS,
  /** A Content-Length that is not a number, is negative or too large to be one. */
  INVALID_LENGTH,
  /** Transfer-Encoding whose last coding is not chunked, or that names chunked twice. */
  UNCLEAR_TRANSFER_ENCODING,
  /** Transfer-Encoding in a message of HTTP/1.0 (RFC 9112 §6.1). */
  TRANSFER_ENCODING_IN_HTTP_1_0,
  /** White space between a field's name and its colon. */
  SPACE_BEFORE_COLON,
  /** A field value continued on the next line (obs-fold). */
  FOLDED_LINE,
  /** A CR without LF, or a NUL, within the head. */
  CONTROL_CHARACTER,
  /** A chunk size that is no hexadecimal number. */
  INVALID_CHUNK_SIZE
}
