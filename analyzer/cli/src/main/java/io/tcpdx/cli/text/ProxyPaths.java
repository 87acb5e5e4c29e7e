package io.tcpdx.cli.text;

import io.tcpdx.connection.DurationHistogram;
import io.tcpdx.detect.Figures;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.proxy.FieldChanges;
import io.tcpdx.protocol.proxy.ProxiedRequest;
import io.tcpdx.report.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What went through a proxy of which both sides were captured: the time inside, and the fields. */
final class ProxyPaths {
  private final Page page;
  private final TextOptions options;

  ProxyPaths(Page page, TextOptions options) {
    this.page = page;
    this.options = options;
  }

  /** Writes a few lines for each client, proxy and server; nothing where there is no proxy. */
  void write(Report report) {
    Map<String, Tally> tallies = new LinkedHashMap<>();
    for (ProxiedRequest request : report.proxied()) {
      tallies.computeIfAbsent(path(request), its -> new Tally()).add(request);
    }
    if (tallies.isEmpty()) {
      return;
    }
    page.gap();
    page.heading("Through a proxy");
    List<Map.Entry<String, Tally>> all = new ArrayList<>(tallies.entrySet());
    all.sort(Comparator.comparingLong(entry -> -entry.getValue().insideNs));
    all.stream().limit(options.rows()).forEach(entry -> write(entry.getKey(), entry.getValue()));
    if (all.size() > options.rows()) {
      page.paragraph(2, "All " + all.size() + " of them: -v.");
    }
  }

  private static String path(ProxiedRequest request) {
    return request.inbound().connection().client().address()
        + " → "
        + request.inbound().connection().server()
        + " → "
        + request.outbound().connection().server();
  }

  private void write(String path, Tally tally) {
    page.paragraph(
        "  " + path,
        4,
        " · "
            + Figures.count(tally.count, "request", "requests")
            + " over "
            + Figures.count(tally.connections.size(), "connection", "connections")
            + (tally.certain ? "" : " · likely"),
        page.palette()::strong);
    if (tally.inside.samples() > 0) {
      page.paragraph(4, tally.timeInside());
    }
    writeChanges("Requests", tally.ofRequests);
    writeChanges("Answers", tally.ofResponses);
  }

  private void writeChanges(String messages, Changes changes) {
    String words = changes.words();
    if (!words.isEmpty()) {
      page.paragraph(4, messages + ": " + words + ".");
    }
  }

  /** What is known of one path. */
  private static final class Tally {
    final DurationHistogram inside = new DurationHistogram();
    final Set<Integer> connections = new HashSet<>();
    final Changes ofRequests = new Changes();
    final Changes ofResponses = new Changes();
    long count;
    long insideNs;
    long connectNs;
    boolean certain = true;
    @Nullable Request slowest;

    void add(ProxiedRequest request) {
      count++;
      certain &= request.certain();
      connections.add(request.outbound().connection().id());
      ofRequests.add(request.requestChanges());
      ofResponses.add(request.responseChanges());
      Long ns = request.insideNs();
      if (ns != null) {
        if (inside.samples() == 0 || ns > inside.maxNs()) {
          slowest = request.asked().request();
        }
        inside.sample(ns);
        insideNs += ns;
        connectNs += request.connectNs();
      }
    }

    String timeInside() {
      String connecting =
          connectNs > 0
              ? ", of it " + Figures.duration(connectNs) + " setting up connections behind it"
              : "";
      String each =
          inside.samples() > 1
              ? "; "
                  + Figures.duration(inside.quantileNs(50))
                  + " in the median, at most "
                  + Figures.duration(inside.maxNs())
              : "";
      Request request = slowest;
      String which = request == null ? "" : " (" + request.method() + " " + request.target() + ")";
      return "Inside the proxy: "
          + Figures.duration(insideNs)
          + " in all"
          + connecting
          + each
          + which
          + ".";
    }
  }

  /** What became of the fields of several messages. */
  private static final class Changes {
    private final SortedSet<String> added = new TreeSet<>();
    private final SortedSet<String> removed = new TreeSet<>();
    private final SortedSet<String> changed = new TreeSet<>();

    void add(FieldChanges changes) {
      added.addAll(changes.added());
      removed.addAll(changes.removed());
      changed.addAll(changes.changed());
    }

    String words() {
      List<String> words = new ArrayList<>();
      add(words, added, "added");
      add(words, removed, "removed");
      add(words, changed, "changed");
      return String.join("; ", words);
    }

    private static void add(List<String> words, Set<String> names, String became) {
      if (!names.isEmpty()) {
        words.add(String.join(", ", names) + " " + became);
      }
    }
  }
}
