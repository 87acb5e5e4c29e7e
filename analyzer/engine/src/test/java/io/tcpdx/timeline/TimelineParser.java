package io.tcpdx.timeline;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the notation that {@link Timeline} describes. */
final class TimelineParser {
  /** 2023-11-14, so that times have as many digits as in real captures. */
  private static final long START_NS = 1_700_000_000_000_000_000L;

  /** Just before the 32 bits wrap, so that nearly every timeline crosses it. */
  private static final int CLIENT_INITIAL_SEQUENCE = 0xffff_ff00;

  private static final int SERVER_INITIAL_SEQUENCE = 0x7fff_ff80;
  private static final long COPY_LATER_NS = 5_000;
  private static final long STACK_REACTION_NS = 20_000;

  private static final Pattern SEGMENT =
      Pattern.compile("([+-]\\S+)\\s+([<>])\\s+([SFRPEWU.]+|-)\\s+(\\S+)\\((\\d+)\\)(.*)");
  private static final Pattern OPTIONS = Pattern.compile("<([^>]*)>");
  private static final String FLAG_LETTERS = "FSRP.UEW";

  private final Map<Integer, Half[]> connections = new TreeMap<>();
  private Half[] halves;
  private int clientPort = 40_000;
  private int serverPort = 80;
  private final Map<Integer, Hosts> hostsOf = new TreeMap<>();
  private long nowNs = START_NS;
  private boolean timestamps;
  private final int[] nextIpId = {1000, 20_000};

  final List<TimelineSegment> segments = new ArrayList<>();
  final Map<String, String> outcomes = new LinkedHashMap<>();
  Delays delays = Delays.NONE;
  boolean delaysKnown;
  String onlyFrom = "";
  String onlyVantage = "";
  int onlyIpVersion;
  int snapLength = Integer.MAX_VALUE;

  TimelineParser() {
    halves = begin(CLIENT_INITIAL_SEQUENCE, SERVER_INITIAL_SEQUENCE);
    connections.put(clientPort, halves);
  }

  private static Half[] begin(int clientInitial, int serverInitial) {
    return new Half[] {new Half(clientInitial), new Half(serverInitial)};
  }

  void parse(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("repeat ")) {
        int end = endOfRepeat(lines, i);
        for (int round = 0; round < Integer.parseInt(line.split("\\s+", -1)[1]); round++) {
          parse(lines.subList(i + 1, end));
        }
        i = end;
      } else if (!line.isEmpty() && !line.startsWith("//")) {
        parseLine(line);
      }
    }
  }

  private static int endOfRepeat(List<String> lines, int from) {
    int depth = 0;
    for (int i = from; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      depth += line.startsWith("repeat ") ? 1 : line.equals("end") ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("a repeat without end");
  }

  private void parseLine(String line) {
    Content content = Content.of(line);
    String code = content.line().split("//", -1)[0].strip();
    Matcher matcher = SEGMENT.matcher(code);
    try {
      if (matcher.matches()) {
        parseSegment(content, matcher, Markers.parse(content.line()));
      } else {
        parseDirective(code.split("\\s+", -1));
      }
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("cannot read the line: " + line, e);
    }
  }

  private void parseDirective(String[] words) {
    switch (words[0]) {
      case "handshake" -> parseHandshake(words);
      case "connection" -> parseConnection(words);
      case "delays" -> delays(Durations.parseNs(words[1]), Durations.parseNs(words[2]));
      case "timestamps" -> timestamps = true;
      case "snaplen" -> snapLength = Integer.parseInt(words[1]);
      case "only" -> onlyFrom = words[1];
      case "vantage" -> onlyVantage = words[1];
      case "ipv4" -> onlyIpVersion = 4;
      case "ipv6" -> onlyIpVersion = 6;
      case "outcome" -> outcomes.put(words[1], words[2]);
      default -> throw new IllegalArgumentException("neither a segment nor a directive");
    }
  }

  private void delays(long toServerNs, long toClientNs) {
    delays = new Delays(toServerNs, toClientNs);
    delaysKnown = true;
  }

  /** {@code handshake rtt 40ms [mss 1460]}. */
  private void parseHandshake(String[] words) {
    long rttNs = Durations.parseNs(words[2]);
    String mss = words.length > 4 ? words[4] : "1460";
    String options = " <mss " + mss + ",sackOK,wscale 7>";
    long oneWayNs = (rttNs - STACK_REACTION_NS) / 2;
    delays(oneWayNs, oneWayNs);
    parseLine("+0 > S 0:0(0) win 64240" + options);
    parseLine("+" + rttNs + "ns < S. 0:0(0) ack 1 win 65160" + options);
    parseLine("+" + STACK_REACTION_NS + "ns > . 1:1(0) ack 1 win 502");
    halves[1].window = 509;
  }

  /** {@code connection CLIENTPORT [SERVERPORT] [hosts CLIENT SERVER] [isn CLIENT SERVER]}. */
  private void parseConnection(String[] words) {
    clientPort = Integer.parseInt(words[1]);
    int at = 2;
    if (words.length > at && Character.isDigit(words[at].charAt(0))) {
      serverPort = Integer.parseInt(words[at++]);
    }
    if (words.length > at && words[at].equals("hosts")) {
      int client = Integer.parseInt(words[at + 1]);
      hostsOf.put(clientPort, new Hosts(client, Integer.parseInt(words[at + 2])));
      at += 3;
    }
    if (words.length > at) {
      int client = (int) Long.parseLong(words[at + 1]);
      connections.put(clientPort, begin(client, (int) Long.parseLong(words[at + 2])));
    }
    halves =
        connections.computeIfAbsent(
            clientPort, port -> begin(CLIENT_INITIAL_SEQUENCE, SERVER_INITIAL_SEQUENCE));
  }

  private void parseSegment(Content content, Matcher matcher, List<Marker> markers) {
    String time = matcher.group(1);
    nowNs += Durations.parseNs(time.startsWith("+") ? time.substring(1) : time);
    boolean fromClient = matcher.group(2).equals(">");
    Half me = halves[fromClient ? 0 : 1];
    Half peer = halves[fromClient ? 1 : 0];
    int flags = flags(matcher.group(3));
    int length = Integer.parseInt(matcher.group(5));
    long start = start(matcher.group(4), length, me);
    Matcher optionsMatcher = OPTIONS.matcher(matcher.group(6));
    String optionText = optionsMatcher.find() ? optionsMatcher.group(1) : "";
    ByteBuffer options = options(optionText, me, peer, fromClient);
    String rest = optionsMatcher.reset().replaceAll("");
    long ack = 0;
    int ipId = nextIpId[fromClient ? 0 : 1]++;
    int timeToLive = 64;
    boolean copy = false;
    String[] words = rest.strip().split("\\s+", -1);
    for (int i = 0; i < words.length && !words[i].isEmpty(); i++) {
      switch (words[i]) {
        case "ack" -> ack = words[++i].equals("*") ? peer.next : Long.parseLong(words[i]);
        case "win" -> me.window = Integer.parseInt(words[++i]);
        case "id" -> ipId = Integer.parseInt(words[++i]);
        case "ttl" -> timeToLive = Integer.parseInt(words[++i]);
        case "dup" -> copy = true;
        default -> throw new IllegalArgumentException("unknown word " + words[i]);
      }
    }
    int control = (flags & 2) >> 1 | (flags & 1);
    me.next = Math.max(me.next, start + length + control);
    int ackField = (flags & 16) == 0 ? 0 : peer.initialSequence + (int) ack;
    TimelineSegment segment =
        new TimelineSegment(
            content.line(),
            nowNs,
            fromClient,
            hostsOf.getOrDefault(clientPort, Hosts.DEFAULT),
            clientPort,
            serverPort,
            flags,
            me.initialSequence + (int) start,
            ackField,
            me.window,
            options,
            length,
            content.bytes(),
            ipId,
            timeToLive,
            markers);
    segments.add(segment);
    if (copy) {
      segments.add(segment.copy(COPY_LATER_NS, Markers.ofCopy(markers)));
    }
  }

  private ByteBuffer options(String text, Half me, Half peer, boolean fromClient) {
    String all = text;
    if (timestamps && !text.contains("TS ")) {
      long sentNs = fromClient ? nowNs : nowNs - delays.toClientNs();
      me.timestamp = 1_000_000 + (sentNs - START_NS) / 1_000_000;
      all = "nop,nop,TS val " + me.timestamp + " ecr " + peer.timestamp + "," + text;
    }
    return OptionWriter.options(all, peer.initialSequence);
  }

  private static long start(String range, int length, Half me) {
    if (range.equals("*")) {
      return me.next;
    }
    String[] edges = range.split(":", -1);
    long start = Long.parseLong(edges[0]);
    if (Long.parseLong(edges[1]) - start != length) {
      throw new IllegalArgumentException("the range " + range + " is not " + length + " long");
    }
    return start;
  }

  private static int flags(String letters) {
    int flags = 0;
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      flags |= letter == '-' ? 0 : 1 << FLAG_LETTERS.indexOf(letter);
    }
    return flags;
  }
}
