package io.tcpdx.cli.text;

import io.tcpdx.capture.CaptureFileSummary;
import io.tcpdx.connection.CapturePoint;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.HandshakeOutcome;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Level;
import io.tcpdx.report.CaptureSummary;
import io.tcpdx.report.CaptureSummary.NotAnalysed;
import io.tcpdx.report.CaptureSummary.OtherPackets;
import io.tcpdx.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the capture holds, and what it lacks. */
final class CaptureHeader {
  private static final int SHOWN_FILES = 3;

  /** Kinds of packets that were not looked into; a damaged capture has many. */
  private static final int SHOWN_PROTOCOLS = 4;

  private static final Map<String, String> WHY =
      Map.of("cut", "cut by the capture", "unknown", "not decoded by tcpdx");

  private final Page page;
  private final TextOptions options;

  CaptureHeader(Page page, TextOptions options) {
    this.page = page;
    this.options = options;
  }

  void write(Report report) {
    CaptureSummary capture = report.capture();
    writeFirstLine(names(capture.files()) + ":", holds(report));
    Long start = capture.startNs();
    Long end = capture.endNs();
    if (start != null && end != null) {
      page.paragraph(2, times(capture, start, end));
    }
    capture.files().forEach(this::writeDamage);
    writeUndecoded(capture);
    writeJumps(report.times().jumps());
    writeGaps(report);
  }

  /** Both on one line where they fit. */
  private void writeFirstLine(String names, String holds) {
    if (page.printable(names + " " + holds).length() <= Page.WIDTH) {
      page.paragraph(names + " ", 2, holds, page.palette()::strong);
    } else {
      page.line(names, page.palette()::strong);
      page.paragraph(2, holds);
    }
  }

  private String names(List<CaptureFileSummary> files) {
    List<CaptureFileSummary> read = files.stream().filter(CaptureHeader::opened).toList();
    int shown = options.verbose() ? read.size() : Math.min(read.size(), SHOWN_FILES);
    String names =
        read.stream().limit(shown).map(CaptureHeader::name).collect(Collectors.joining(", "));
    int more = read.size() - shown;
    return more == 0 ? names : names + " and " + Figures.count(more, "more file", "more files");
  }

  /** Whether it was a capture at all. */
  private static boolean opened(CaptureFileSummary file) {
    return !file.format().equals("unknown");
  }

  private static String name(CaptureFileSummary file) {
    return file.name().equals("-") ? "standard input" : file.name();
  }

  private String holds(Report report) {
    CaptureSummary capture = report.capture();
    if (capture.packets() == 0) {
      return "no packets. There is nothing to diagnose.";
    }
    List<String> parts = new ArrayList<>();
    parts.add(Figures.count(capture.packets(), "packet", "packets"));
    if (capture.tcpSegments() == 0) {
      parts.add(withoutTcp(capture) + " There is nothing to diagnose.");
      return String.join(", ", parts);
    }
    if (capture.tcpSegments() != capture.packets()) {
      parts.add(Figures.count(capture.tcpSegments()) + " of them TCP");
    }
    String said = ConversationWords.count(report);
    parts.add(
        Figures.count(report.connections().size(), "connection", "connections")
            + (said.isEmpty() ? "" : " (" + said + ")"));
    return String.join(", ", parts) + point(capture.capturePoint());
  }

  /** That there is no TCP is said only where all could be looked into. */
  private static String withoutTcp(CaptureSummary capture) {
    if (capture.undecoded() == 0) {
      List<String> others = others(capture);
      String named = String.join(", ", others.subList(0, Math.min(others.size(), SHOWN_PROTOCOLS)));
      return "none of them TCP" + (named.isEmpty() ? "." : " (" + named + ").");
    }
    boolean all = capture.undecoded() >= capture.packets();
    return all ? "none of which could be looked into." : "no TCP among those that could be read.";
  }

  private static String point(CapturePoint point) {
    return switch (point) {
      case CLIENT -> ", taken at the client";
      case SERVER -> ", taken at the server";
      case BETWEEN -> ", taken between client and server";
      case UNKNOWN -> "";
    };
  }

  private static String times(CaptureSummary capture, long start, long end) {
    String text =
        Figures.duration(Math.max(0, end - start))
            + " from "
            + Quantity.time(start).replace(" ", Page.NO_BREAK)
            + " UTC, "
            + Figures.bytes(capture.bytes())
            + " on the wire";
    long cut = capture.bytes() - capture.capturedBytes();
    return cut <= 0
        ? text
        : text + ", of which the capture kept " + Figures.bytes(capture.capturedBytes());
  }

  private void writeDamage(CaptureFileSummary file) {
    String problem = file.problem();
    Long at = file.truncatedAt();
    if (problem != null && !opened(file)) {
      warn("Not read: " + problem + ".");
    } else if (problem != null || at != null) {
      String what = problem == null ? "could not be read beyond byte " + at : problem;
      String read =
          file.packets() == 0
              ? "Nothing of it was read."
              : "Reported here is what comes before: "
                  + Figures.count(file.packets(), "packet", "packets")
                  + ".";
      warn("Damaged: " + name(file) + ": " + what + ". " + read);
    }
    Long dropped = file.droppedByKernel();
    if (dropped != null && dropped > 0) {
      warn(
          "Dropped: the capturing kernel dropped "
              + Figures.count(dropped, "packet", "packets")
              + " on "
              + name(file)
              + "; what they held is not judged.");
    }
  }

  private void writeUndecoded(CaptureSummary capture) {
    List<NotAnalysed> kinds = capture.notAnalysed();
    if (!kinds.isEmpty()) {
      int shown = options.verbose() ? kinds.size() : Math.min(kinds.size(), SHOWN_PROTOCOLS);
      String named =
          kinds.stream()
              .limit(shown)
              .map(CaptureHeader::notAnalysed)
              .collect(Collectors.joining("; "));
      long more = kinds.stream().skip(shown).mapToLong(NotAnalysed::packets).sum();
      warn(
          "Not looked into: "
              + named
              + (more == 0 ? "" : "; " + Figures.count(more) + " more (--verbose names them)")
              + ".");
    }
    if (options.verbose() && capture.tcpSegments() > 0 && !others(capture).isEmpty()) {
      page.paragraph(2, "Also in the capture: " + String.join(", ", others(capture)) + ".");
    }
    if (capture.backwardTimes() > 0) {
      warn(
          "Backward times: the clock runs backward at "
              + Figures.count(capture.backwardTimes(), "packet", "packets")
              + ", so durations there are not exact.");
    }
  }

  private void writeJumps(int jumps) {
    if (jumps > 0) {
      warn(
          "Jumps: the clock jumps "
              + Figures.times(jumps)
              + " (captures put together, a clock that was set); how long what spans a jump took is"
              + " not known, and not counted.");
    }
  }

  private static String notAnalysed(NotAnalysed kind) {
    Long datagrams = kind.datagrams();
    String packets = Figures.count(kind.packets(), "packet", "packets");
    String why =
        datagrams == null
            ? WHY.getOrDefault(kind.reason(), kind.reason())
            : "fragments of "
                + Figures.count(datagrams, "incomplete datagram", "incomplete datagrams");
    return packets
        + " of "
        + kind.protocol()
        + " ("
        + why
        + "), "
        + (kind.packets() == 1 ? "packet " : "first packet ")
        + kind.firstPacket();
  }

  /** What else was captured, in which there is no TCP. */
  private static List<String> others(CaptureSummary capture) {
    List<String> others = new ArrayList<>();
    if (capture.udpDatagrams() > 0) {
      others.add(Figures.count(capture.udpDatagrams()) + " UDP");
    }
    for (OtherPackets kind : capture.otherPackets()) {
      others.add(Figures.count(kind.packets()) + " " + kind.protocol());
    }
    return others;
  }

  /** What the capture lacks although every packet in it was read. */
  private void writeGaps(Report report) {
    long missing = 0;
    int oneSided = 0;
    int capped = 0;
    for (ConnectionSummary connection : report.connections()) {
      missing +=
          connection.clientToServer().missingBytes() + connection.serverToClient().missingBytes();
      oneSided += oneSided(connection) ? 1 : 0;
      boolean within =
          connection.limitsHit().isEmpty() && report.conversation(connection).limitsHit().isEmpty();
      capped += within ? 0 : 1;
    }
    if (missing > 0) {
      warn("Missing: " + Figures.bytes(missing) + " were acknowledged that the capture lacks.");
    }
    SeenTwice.lines(report).forEach(this::warn);
    if (oneSided > 0) {
      warn(
          "One direction only: "
              + Figures.count(oneSided, "connection", "connections")
              + "; who waited for whom cannot be seen there.");
    }
    if (capped > 0) {
      warn(
          "Limits: "
              + Figures.count(capped, "connection", "connections")
              + " went beyond what is kept in memory (details with --connection ID).");
    }
  }

  /** Whether a direction is missing; where nothing ever came back, none is. */
  private static boolean oneSided(ConnectionSummary connection) {
    return !connection.bothDirections()
        && connection.handshake().outcome() != HandshakeOutcome.UNANSWERED;
  }

  /** A line whose first word or words, up to the colon, stand out. */
  private void warn(String text) {
    int colon = text.indexOf(": ");
    page.paragraph(
        "  " + text.substring(0, colon + 2),
        4,
        text.substring(colon + 2),
        lead -> page.palette().level(Level.WARNING, lead));
  }
}
