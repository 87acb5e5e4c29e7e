package io.tcpdx.cli.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What tshark tells of each frame that it takes for a TCP segment. */
final class Tshark {
  private static final char BETWEEN_FIELDS = '\t';
  private static final String BETWEEN_VALUES = ";";

  /** The order is that of {@link Column}. */
  private static final List<String> FIELDS =
      List.of(
          "frame.number",
          "frame.protocols",
          "tcp.stream",
          "ip.src",
          "ipv6.src",
          "tcp.srcport",
          "ip.dst",
          "ipv6.dst",
          "tcp.dstport",
          "tcp.analysis.retransmission",
          "tcp.analysis.fast_retransmission",
          "tcp.analysis.spurious_retransmission",
          "tcp.analysis.out_of_order",
          "tcp.analysis.keep_alive",
          "tcp.analysis.zero_window_probe",
          "tcp.analysis.zero_window",
          "tcp.analysis.initial_rtt",
          "http.request",
          "http.response",
          "http2.headers.method",
          "http2.headers.status");

  private enum Column {
    NUMBER,
    PROTOCOLS,
    STREAM,
    SOURCE,
    SOURCE6,
    SOURCE_PORT,
    DESTINATION,
    DESTINATION6,
    DESTINATION_PORT,
    RETRANSMISSION,
    FAST,
    SPURIOUS,
    OUT_OF_ORDER,
    KEEP_ALIVE,
    WINDOW_PROBE,
    ZERO_WINDOW,
    INITIAL_RTT,
    REQUEST,
    RESPONSE,
    METHOD,
    STATUS
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
          other,
          stream,
          source,
          destination,
          opinion,
          zeroWindow,
          initialRtt,
          requests,
          responses);
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
    FIELDS.forEach(field -> command.addAll(List.of("-e", field)));
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
    String[] fields = line.split(Character.toString(BETWEEN_FIELDS), -1);
    if (value(fields, Column.PROTOCOLS).contains("icmp") || !has(fields, Column.STREAM)) {
      return null;
    }
    return new Told(
        Long.parseLong(value(fields, Column.NUMBER)),
        Integer.parseInt(last(fields, Column.STREAM)),
        end(fields, Column.SOURCE, Column.SOURCE6, Column.SOURCE_PORT),
        end(fields, Column.DESTINATION, Column.DESTINATION6, Column.DESTINATION_PORT),
        opinion(fields),
        has(fields, Column.ZERO_WINDOW),
        last(fields, Column.INITIAL_RTT),
        count(fields, Column.REQUEST) + count(fields, Column.METHOD),
        count(fields, Column.RESPONSE) + count(fields, Column.STATUS));
  }

  private static Opinion opinion(String[] fields) {
    if (has(fields, Column.KEEP_ALIVE)) {
      return Opinion.KEEP_ALIVE;
    }
    if (has(fields, Column.WINDOW_PROBE)) {
      return Opinion.WINDOW_PROBE;
    }
    if (has(fields, Column.OUT_OF_ORDER)) {
      return Opinion.OUT_OF_ORDER;
    }
    if (has(fields, Column.SPURIOUS)) {
      return Opinion.NEEDLESS;
    }
    if (has(fields, Column.FAST)) {
      return Opinion.FAST;
    }
    return has(fields, Column.RETRANSMISSION) ? Opinion.SENT_AGAIN : Opinion.NEW;
  }

  /** The innermost of several layers stands last. */
  private static String end(String[] fields, Column ip, Column ipv6, Column port) {
    boolean four = has(fields, ip);
    boolean six = has(fields, ipv6);
    boolean sixWithin =
        six
            && (!four
                || value(fields, Column.PROTOCOLS).lastIndexOf("ipv6")
                    > value(fields, Column.PROTOCOLS).lastIndexOf(":ip:"));
    return last(fields, sixWithin ? ipv6 : ip) + ":" + last(fields, port);
  }

  private static String value(String[] fields, Column column) {
    return fields[column.ordinal()];
  }

  private static boolean has(String[] fields, Column column) {
    return !value(fields, column).isEmpty();
  }

  private static String last(String[] fields, Column column) {
    String all = value(fields, column);
    return all.substring(all.lastIndexOf(BETWEEN_VALUES) + 1);
  }

  private static int count(String[] fields, Column column) {
    String all = value(fields, column);
    return all.isEmpty() ? 0 : all.split(BETWEEN_VALUES, -1).length;
  }
}
