package io.tcpdx.cli.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What tshark tells of each frame that it takes for a TCP segment. */
final class Tshark {
  private static final char BETWEEN_FIELDS = '\t';
  private static final String BETWEEN_VALUES = ";";

  private enum Field {
    NUMBER("frame.number"),
    PROTOCOLS("frame.protocols"),
    STREAM("tcp.stream"),
    SOURCE("ip.src"),
    SOURCE6("ipv6.src"),
    SOURCE_PORT("tcp.srcport"),
    DESTINATION("ip.dst"),
    DESTINATION6("ipv6.dst"),
    DESTINATION_PORT("tcp.dstport"),
    RETRANSMISSION("tcp.analysis.retransmission"),
    FAST("tcp.analysis.fast_retransmission"),
    SPURIOUS("tcp.analysis.spurious_retransmission"),
    OUT_OF_ORDER("tcp.analysis.out_of_order"),
    KEEP_ALIVE("tcp.analysis.keep_alive"),
    WINDOW_PROBE("tcp.analysis.zero_window_probe"),
    ZERO_WINDOW("tcp.analysis.zero_window"),
    INITIAL_RTT("tcp.analysis.initial_rtt"),
    REQUEST("http.request"),
    RESPONSE("http.response"),
    METHOD("http2.headers.method"),
    STATUS("http2.headers.status");

    private final String path;

    Field(String path) {
      this.path = path;
    }
  }

  /**
   * One segment.
   *
   * @param initialRtt in seconds, as written; empty where tshark knows none
   */
  record Told(
      long number,
      int stream,
      String source,
      String destination,
      Opinion opinion,
      boolean zeroWindow,
      String initialRtt,
      int requests,
      int responses) {
    /** The same, of a frame of another number. */
    Told numbered(long other) {
      return new Told(
          other, stream, source, destination, opinion, zeroWindow, initialRtt, requests, responses);
    }
  }

  private Tshark() {}

  static boolean isInstalled() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "tshark")));
  }

  /** One run over the file. */
  static List<Told> read(Path capture) {
    List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString()));
    command.addAll(List.of("-o", "tcp.reassemble_out_of_order:TRUE", "-Y", "tcp", "-T", "fields"));
    command.addAll(List.of("-E", "occurrence=a", "-E", "aggregator=" + BETWEEN_VALUES));
    for (Field field : Field.values()) {
      command.addAll(List.of("-e", field.path));
    }
    try {
      Path output = Files.createTempFile("tshark", ".tsv");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      // A capture that is cut within a packet makes it end with 2, behind all that is whole.
      assertThat(process.waitFor()).as("exit status of tshark, %s", capture).isIn(0, 2);
      List<String> lines = Files.readAllLines(output, StandardCharsets.ISO_8859_1);
      Files.delete(output);
      return lines.stream().map(Tshark::parse).flatMap(Stream::ofNullable).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Null for what an ICMP message quotes, which nobody sent here, and for a header that is cut so
   * short that tshark does not know its connection.
   */
  private static @Nullable Told parse(String line) {
    Map<Field, String> fields = fields(line);
    if (value(fields, Field.PROTOCOLS).contains("icmp") || !has(fields, Field.STREAM)) {
      return null;
    }
    return new Told(
        Long.parseLong(value(fields, Field.NUMBER)),
        Integer.parseInt(last(fields, Field.STREAM)),
        end(fields, Field.SOURCE, Field.SOURCE6, Field.SOURCE_PORT),
        end(fields, Field.DESTINATION, Field.DESTINATION6, Field.DESTINATION_PORT),
        opinion(fields),
        has(fields, Field.ZERO_WINDOW),
        last(fields, Field.INITIAL_RTT),
        count(fields, Field.REQUEST) + count(fields, Field.METHOD),
        count(fields, Field.RESPONSE) + count(fields, Field.STATUS));
  }

  private static Map<Field, String> fields(String line) {
    String[] values = line.split(Character.toString(BETWEEN_FIELDS), -1);
    Map<Field, String> fields = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      fields.put(field, values[fields.size()]);
    }
    return fields;
  }

  private static Opinion opinion(Map<Field, String> fields) {
    if (has(fields, Field.KEEP_ALIVE)) {
      return Opinion.KEEP_ALIVE;
    }
    if (has(fields, Field.WINDOW_PROBE)) {
      return Opinion.WINDOW_PROBE;
    }
    if (has(fields, Field.OUT_OF_ORDER)) {
      return Opinion.OUT_OF_ORDER;
    }
    if (has(fields, Field.SPURIOUS)) {
      return Opinion.NEEDLESS;
    }
    if (has(fields, Field.FAST)) {
      return Opinion.FAST;
    }
    return has(fields, Field.RETRANSMISSION) ? Opinion.SENT_AGAIN : Opinion.NEW;
  }

  /** The innermost of several layers stands last. */
  private static String end(Map<Field, String> fields, Field ip, Field ipv6, Field port) {
    boolean four = has(fields, ip);
    boolean six = has(fields, ipv6);
    boolean sixWithin =
        six
            && (!four
                || value(fields, Field.PROTOCOLS).lastIndexOf("ipv6")
                    > value(fields, Field.PROTOCOLS).lastIndexOf(":ip:"));
    return last(fields, sixWithin ? ipv6 : ip) + ":" + last(fields, port);
  }

  private static String value(Map<Field, String> fields, Field field) {
    return fields.getOrDefault(field, "");
  }

  private static boolean has(Map<Field, String> fields, Field field) {
    return !value(fields, field).isEmpty();
  }

  private static String last(Map<Field, String> fields, Field field) {
    String all = value(fields, field);
    return all.substring(all.lastIndexOf(BETWEEN_VALUES) + 1);
  }

  private static int count(Map<Field, String> fields, Field field) {
    String all = value(fields, field);
    return all.isEmpty() ? 0 : all.split(BETWEEN_VALUES, -1).length;
  }
}
