package io.tcpdx.protocol.http;

import io.tcpdx.connection.Direction;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.Application;
import io.tcpdx.protocol.BodyDelimiter;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Excess;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.ProtocolReader;
import io.tcpdx.protocol.TlsHandshake;
import io.tcpdx.protocol.Transaction;
import io.tcpdx.protocol.Turn;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the HTTP/1 of one connection, and pairs requests and answers: the first request without an
 * answer gets the next one (RFC 9112 §9.3.2).
 */
public final class HttpReader implements ProtocolReader, MessageSink {
  /** Requests without an answer that are remembered; of more, the oldest is forgotten. */
  static final int MAX_UNANSWERED = 10_000;

  private final boolean fromStart;
  private final Function<String, @Nullable ProtocolReader> afterwards;
  private final MessageReader requests;
  private final MessageReader responses;
  private final ArrayDeque<PendingTransaction> unanswered = new ArrayDeque<>();
  private final List<PendingTransaction> transactions = new ArrayList<>();
  private final List<Excess> excess = new ArrayList<>();

  private int nextIndex;
  private long requestCount;
  private long responseCount;
  private long pipelinedCount;
  private int maxDepth;
  private int resynchronised;
  private long forgotten;

  /** Whether a request was well-formed, or anything was answered. */
  private boolean recognised;

  /** Whether a server answered otherwise what was not well-formed. */
  private boolean foreign;

  private boolean uncertain;
  private @Nullable PendingTransaction latestAsked;
  private @Nullable String version;
  private @Nullable Boolean persistent;
  private @Nullable String tunnel;
  private @Nullable ProtocolReader tunnelReader;

  /**
   * @param heads reads the heads
   * @param fromStart whether the connection's first byte was captured
   * @param afterwards makes the reader of what a connection speaks after CONNECT (asked for {@code
   *     CONNECT}) or Upgrade (asked for the protocol, in lower case); null for nobody
   */
  public HttpReader(
      Heads heads, boolean fromStart, Function<String, @Nullable ProtocolReader> afterwards) {
    this.fromStart = fromStart;
    this.afterwards = afterwards;
    this.requests = new MessageReader(Direction.CLIENT_TO_SERVER, this, heads, fromStart);
    this.responses = new MessageReader(Direction.SERVER_TO_CLIENT, this, heads, fromStart);
  }

  @Override
  public void onBytes(
      Direction direction, ByteBuffer buffer, int offset, int length, long timeNs, long packet) {
    messages(direction).read(buffer, offset, length, timeNs, packet);
  }

  @Override
  public void onGap(Direction direction, long length) {
    messages(direction).gap(length);
  }

  @Override
  public void onEnd(Direction direction, StreamEnd end) {
    messages(direction).end(end);
    if (tunnelReader != null) {
      tunnelReader.onEnd(direction, end);
    }
  }

  private MessageReader messages(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? requests : responses;
  }

  @Override
  public Framing onHead(Direction direction, OpenMessage message, Head head) {
    return direction == Direction.CLIENT_TO_SERVER
        ? onRequest(message, head)
        : onResponse(message, head);
  }

  private Framing onRequest(OpenMessage message, Head head) {
    responses.endLost();
    if (responses.passedUnread()) {
      onUncertain();
      responses.forgetUnread();
    }
    if (uncertain && responses.idle()) {
      unanswered.clear(); // their answers are among what the capture lacks, if there were any
      uncertain = false;
    }
    int ahead = unanswered.size();
    PendingTransaction asked =
        new PendingTransaction(nextIndex++, ahead, message, head, !uncertain);
    keep(asked);
    latestAsked = asked;
    unanswered.add(asked);
    if (unanswered.size() > MAX_UNANSWERED) {
      unanswered.remove();
      forgotten++;
    }
    requestCount++;
    recognised |= head.wellFormed();
    pipelinedCount += ahead > 0 ? 1 : 0;
    maxDepth = Math.max(maxDepth, ahead + 1);
    return Framing.ofRequest(head);
  }

  private Framing onResponse(OpenMessage message, Head head) {
    if (unanswered.isEmpty()) {
      requests.answered();
    }
    PendingTransaction asked = unanswered.peek();
    int status = head.status();
    if (status / 100 == 1 && status != 101) {
      recognised |= asked != null;
      if (asked != null) {
        asked.interimCount++;
        asked.continueNs = status == 100 ? Long.valueOf(message.startNs) : asked.continueNs;
      }
      return Framing.NONE;
    }
    if (asked == null) {
      boolean outOfStep = fromStart && !uncertain && !requests.lost() && requestCount > 0;
      asked = new PendingTransaction(nextIndex++, 0, null, null, outOfStep);
      keep(asked);
      unanswered.add(asked);
    }
    asked.answer(message, head);
    recognised = true;
    asked.certain &= !uncertain;
    responseCount++;
    if (version == null) {
      version = head.version();
    }
    return Framing.ofResponse(head, asked.method());
  }

  private void keep(PendingTransaction transaction) {
    if (transactions.size() < Conversation.MAX_EXCHANGES) {
      transactions.add(transaction);
    }
  }

  @Override
  public void onMessage(Direction direction, OpenMessage message) {
    if (direction == Direction.CLIENT_TO_SERVER) {
      onRequestEnd(message);
      return;
    }
    PendingTransaction asked = unanswered.peek();
    if (asked == null || asked.response != message) {
      return; // interim
    }
    unanswered.remove();
    Head head = asked.responseHead;
    if (head != null) {
      judgePersistence(asked, message, head);
    }
    if (message.framing.delimiter() == BodyDelimiter.TUNNEL && head != null) {
      beginTunnel(asked, head);
    }
    asked.ended(message);
  }

  private void onRequestEnd(OpenMessage message) {
    PendingTransaction asked = latestAsked;
    if (asked != null) {
      asked.ended(message);
    }
  }

  private void judgePersistence(PendingTransaction asked, OpenMessage message, Head head) {
    BodyDelimiter delimiter = message.framing.delimiter();
    Head requestHead = asked.requestHead;
    boolean keeps =
        delimiter != BodyDelimiter.CLOSE
            && delimiter != BodyDelimiter.TUNNEL
            && !head.version().equals("0.9")
            && head.keepsConnection()
            && (requestHead == null || requestHead.keepsConnection());
    persistent = keeps;
  }

  private void beginTunnel(PendingTransaction asked, Head head) {
    String upgrade = head.fields().first("Upgrade");
    boolean connect = "CONNECT".equals(asked.method());
    String name = connect || upgrade == null ? "CONNECT" : upgrade;
    tunnel = name;
    tunnelReader = afterwards.apply(connect ? name : name.toLowerCase(Locale.ROOT));
    requests.becomeTunnel();
  }

  @Override
  public void onTunnelBytes(
      Direction direction, ByteBuffer buffer, int offset, int length, long timeNs, long packet) {
    if (tunnelReader != null) {
      tunnelReader.onBytes(direction, buffer, offset, length, timeNs, packet);
    }
  }

  @Override
  public void onTunnelGap(Direction direction, long length) {
    if (tunnelReader != null) {
      tunnelReader.onGap(direction, length);
    }
  }

  @Override
  public void onExcess(Direction direction, long bytes, long timeNs, long packet) {
    foreign |= !recognised && direction == Direction.SERVER_TO_CLIENT;
    PendingTransaction last = unanswered.peekLast();
    boolean aheadOfTunnel = last != null && "CONNECT".equals(last.method());
    if (uncertain || nextIndex == 0 || aheadOfTunnel) {
      return;
    }
    int size = excess.size();
    Excess before = size == 0 ? null : excess.get(size - 1);
    int index = nextIndex - 1;
    if (before != null && before.direction() == direction && before.index() == index) {
      excess.set(
          size - 1,
          new Excess(direction, index, before.bytes() + bytes, before.timeNs(), before.packet()));
    } else if (size < HttpSummary.MAX_EXCESS) {
      excess.add(new Excess(direction, index, bytes, timeNs, packet));
    }
  }

  @Override
  public void onUncertain() {
    uncertain = true;
    for (PendingTransaction asked : unanswered) {
      asked.certain = false;
    }
  }

  @Override
  public void onResynchronised() {
    resynchronised += nextIndex > 0 ? 1 : 0; // before, the capture had just not begun
  }

  @Override
  public boolean expectsBareBody(Direction direction) {
    PendingTransaction asked = unanswered.peek();
    return direction == Direction.SERVER_TO_CLIENT
        && asked != null
        && asked.requestHead != null
        && asked.requestHead.version().equals("0.9");
  }

  @Override
  public long housekeepingBytes(Direction direction) {
    ProtocolReader inner = tunnelReader;
    return inner == null ? 0 : inner.housekeepingBytes(direction);
  }

  /** What follows a head that was cut may be of another protocol. */
  @Override
  public long unreadBytes(Direction direction) {
    ProtocolReader inner = tunnelReader;
    return inner == null ? messages(direction).unreadBytes() : inner.unreadBytes(direction);
  }

  @Override
  public Conversation conversation() {
    if (!recognised || foreign) {
      return Conversation.NONE; // it had only looked like HTTP
    }
    ProtocolReader inner = tunnelReader;
    Conversation within = inner == null ? Conversation.NONE : inner.conversation();
    TlsHandshake tls = within.tls();
    List<Turn> turns = within.turns();
    HttpSummary summary = summary();
    Conversation own =
        new Conversation(Application.HTTP, summary, settled(), tls, turns, null, limitsHit(within));
    boolean upgraded = within.application() == Application.HTTP2;
    return upgraded ? UpgradedConversation.of(own, summary, within) : own;
  }

  private List<Transaction> settled() {
    return transactions.stream().map(PendingTransaction::transaction).toList();
  }

  private HttpSummary summary() {
    return new HttpSummary(
        versionTold(),
        fromStart,
        requestCount,
        responseCount,
        persistent,
        pipelinedCount,
        maxDepth,
        unansweredCount(),
        resynchronised,
        excess,
        tunnel);
  }

  private String versionTold() {
    String told = version;
    if (told != null) {
      return told;
    }
    return transactions.stream()
        .map(PendingTransaction::requestVersion)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("1.1");
  }

  private long unansweredCount() {
    return forgotten + unanswered.stream().filter(asked -> asked.response == null).count();
  }

  private List<String> limitsHit(Conversation within) {
    List<String> limits = new ArrayList<>(within.limitsHit());
    if (requests.headTooLong() || responses.headTooLong()) {
      limits.add("a head of more than " + HeadBuffer.MAX_BYTES / 1024 + " KiB was not read");
    }
    if (nextIndex > Conversation.MAX_EXCHANGES) {
      limits.add("only the first " + Conversation.MAX_EXCHANGES + " transactions are listed");
    }
    if (forgotten > 0) {
      limits.add("more than " + MAX_UNANSWERED + " requests waited for answers at once");
    }
    return limits;
  }
}
