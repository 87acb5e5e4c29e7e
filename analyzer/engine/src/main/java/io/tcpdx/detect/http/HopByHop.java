package io.tcpdx.detect.http;

import io.tcpdx.protocol.Fields;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.proxy.ProxiedRequest;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Fields that are meant for the next hop only (RFC 9110 §7.6.1), found beyond it. A proxy may set
 * such fields itself, for its own next hop: only what it cannot have meant so is told.
 */
final class HopByHop {
  private static final String CONNECTION = "Connection";
  private static final String KEEP_ALIVE = "Keep-Alive";
  private static final String PROXY_CONNECTION = "Proxy-Connection";

  /**
   * Options that are no field names, and fields that proxies set anew together with their option.
   */
  private static final Set<String> OPTIONS_OF_THEIR_OWN =
      Set.of("close", "keep-alive", "upgrade", "te", "http2-settings");

  /** Fields without meaning where Connection does not name them (RFC 9110 §7.8, §10.1.4). */
  private static final Set<String> ONLY_WITH_OPTION = Set.of("TE", "Upgrade");

  private HopByHop() {}

  /** Whether the message says that a proxy passed it on. */
  static boolean passedProxy(Message message) {
    Fields fields = message.fields();
    return fields.has("Via") || fields.has("Forwarded") || fields.has("X-Forwarded-For");
  }

  /** What a request that passed a proxy carries and should not; empty where nothing. */
  static Set<String> leftIn(Request request) {
    Set<String> left = leftIn(request.message().fields());
    if (!request.absoluteTarget() && request.message().fields().has(PROXY_CONNECTION)) {
      left.add(PROXY_CONNECTION); // a proxy may say it to the next proxy, never to the origin
    }
    return left;
  }

  /** What an answer that passed a proxy carries and should not; empty where nothing. */
  static Set<String> leftIn(Response response) {
    return leftIn(response.message().fields());
  }

  private static Set<String> leftIn(Fields fields) {
    Set<String> left = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String option : fields.tokens(CONNECTION)) {
      if (!OPTIONS_OF_THEIR_OWN.contains(option) && fields.has(option)) {
        left.add(option);
      }
    }
    addOrphans(fields, left);
    if (fields.has(KEEP_ALIVE) && !fields.hasToken(CONNECTION, "keep-alive")) {
      left.add(KEEP_ALIVE);
    }
    return left;
  }

  private static void addOrphans(Fields fields, Set<String> left) {
    for (String name : ONLY_WITH_OPTION) {
      if (fields.has(name) && !fields.hasToken(CONNECTION, name)) {
        left.add(name);
      }
    }
  }

  /** What the proxy kept of the request, seen on both its sides. */
  static Set<String> keptInRequest(ProxiedRequest proxied) {
    Request before = proxied.asked().request();
    Request after = proxied.forwarded().request();
    if (before == null || after == null) {
      return Set.of();
    }
    Set<String> kept = kept(before.message().fields(), after.message().fields());
    addIfSame(KEEP_ALIVE, before.message().fields(), after.message().fields(), kept);
    return kept;
  }

  /** What the proxy kept of the answer, seen on both its sides. */
  static Set<String> keptInResponse(ProxiedRequest proxied) {
    Response before = proxied.forwarded().response();
    Response after = proxied.asked().response();
    if (before == null || after == null) {
      return Set.of();
    }
    Fields mine = before.message().fields();
    Fields theirs = after.message().fields();
    Set<String> kept = kept(mine, theirs);
    if (!keepAliveOfItsOwn(proxied, theirs)) {
      addIfSame(KEEP_ALIVE, mine, theirs, kept);
    }
    return kept;
  }

  private static Set<String> kept(Fields before, Fields after) {
    Set<String> kept = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String option : before.tokens(CONNECTION)) {
      if (!OPTIONS_OF_THEIR_OWN.contains(option)) {
        addIfSame(option, before, after, kept);
      }
    }
    addIfSame(PROXY_CONNECTION, before, after, kept);
    for (String name : ONLY_WITH_OPTION) {
      if (!after.hasToken(CONNECTION, name)) {
        addIfSame(name, before, after, kept);
      }
    }
    return kept;
  }

  private static void addIfSame(String name, Fields before, Fields after, Set<String> kept) {
    String value = before.first(name);
    if (value != null && value.equals(after.first(name))) {
      kept.add(name);
    }
  }

  /**
   * Whether the proxy may have announced its own time-out in the server's words. It cannot where it
   * counts down the requests of a connection on which as many were not made.
   */
  private static boolean keepAliveOfItsOwn(ProxiedRequest proxied, Fields after) {
    String value = after.first(KEEP_ALIVE);
    boolean counts = value != null && value.contains("max=");
    boolean sameCount = proxied.asked().index() == proxied.forwarded().index();
    return after.hasToken(CONNECTION, "keep-alive") && (!counts || sameCount);
  }

  /** The fields that told the two ends of a relay that the connection persists. */
  static Set<String> promisesIn(@Nullable Message request, @Nullable Message response) {
    Set<String> promises = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : new String[] {CONNECTION, KEEP_ALIVE, PROXY_CONNECTION}) {
      if ((request != null && request.fields().has(name))
          || (response != null && response.fields().has(name))) {
        promises.add(name);
      }
    }
    return promises;
  }
}
