package io.tcpdx.detect.http;

import io.tcpdx.protocol.Irregularity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The two readings of what is irregular in a message's head. */
final class Ambiguity {
  private Ambiguity() {}

  /** Whether the two readings end the message in different places. */
  static boolean movesTheEnd(Irregularity shape) {
    return switch (shape) {
      case LENGTH_WITH_TRANSFER_ENCODING,
          DIFFERING_LENGTHS,
          INVALID_LENGTH,
          UNCLEAR_TRANSFER_ENCODING,
          TRANSFER_ENCODING_IN_HTTP_1_0,
          SPACE_BEFORE_COLON,
          INVALID_CHUNK_SIZE ->
          true;
      case FOLDED_LINE, CONTROL_CHARACTER -> false;
    };
  }

  /** The shapes as metrics name them, in the order of the enum. */
  static String names(Set<Irregularity> shapes) {
    return Arrays.stream(Irregularity.values())
        .filter(shapes::contains)
        .map(shape -> shape.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.joining(","));
  }

  /** What both readings are, of every shape. */
  static String told(Set<Irregularity> shapes) {
    return Arrays.stream(Irregularity.values())
        .filter(shapes::contains)
        .map(Ambiguity::readings)
        .collect(Collectors.joining("; "));
  }

  private static String readings(Irregularity shape) {
    return switch (shape) {
      case LENGTH_WITH_TRANSFER_ENCODING ->
          "with both Content-Length and Transfer-Encoding, one reader ends the body at the length,"
              + " another at the last chunk";
      case DIFFERING_LENGTHS ->
          "of Content-Lengths that differ, one reader takes the first, another the last";
      case INVALID_LENGTH ->
          "a Content-Length that is no number is refused, taken for 0, or read up to its first"
              + " strange character";
      case UNCLEAR_TRANSFER_ENCODING ->
          "with a Transfer-Encoding that does not end in chunked (or names it twice), one reader"
              + " looks for chunks, another falls back to Content-Length or to the close";
      case TRANSFER_ENCODING_IN_HTTP_1_0 ->
          "a reader of HTTP/1.0 knows no Transfer-Encoding and takes the chunks' sizes for content";
      case SPACE_BEFORE_COLON ->
          "with white space before a colon, one reader takes the field, another ignores it or has"
              + " a field of another name";
      case FOLDED_LINE ->
          "a field that goes on on the next line (obs-fold) is joined by one reader, and by"
              + " another read as a field of its own or dropped";
      case CONTROL_CHARACTER ->
          "a bare CR or a NUL ends a line for one reader and is part of it for another";
      case INVALID_CHUNK_SIZE ->
          "a chunk size that is no hexadecimal number is refused, taken for 0, or read up to its"
              + " first strange character";
    };
  }
}
