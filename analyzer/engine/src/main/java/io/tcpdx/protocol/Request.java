package io.tcpdx.protocol;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request.
 *
 * @param method as it was written
 * @param target the request target as it was written (RFC 9112 §3.2), cut after {@link
 *     #MAX_TARGET_LENGTH} characters
 * @param host the authority asked: of an absolute target or {@code :authority}, else the Host
 *     field; null where there is neither
 * @param message all else
 */
public record Request(String method, String target, @Nullable String host, Message message) {
  /** Longer targets are cut: RFC 9112 §3 asks servers to take 8000 bytes. */
  public static final int MAX_TARGET_LENGTH = 8000;

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  /** RFC 9110 §9.2.2. */
  private static final Set<String> IDEMPOTENT = Set.of("PUT", "DELETE");

  /** Whether asking twice does the same as asking once (RFC 9110 §9.2.2). */
  public boolean idempotent() {
    return SAFE.contains(method) || IDEMPOTENT.contains(method);
  }

  /** The target without scheme and authority, as an origin server gets it (RFC 9112 §3.2.1). */
  public String path() {
    if (!absoluteTarget()) {
      return target;
    }
    int path = target.indexOf('/', target.indexOf("://") + 3);
    return path < 0 ? "/" : target.substring(path);
  }

  /** Whether the target names the host too, as a request to a proxy does (RFC 9112 §3.2.2). */
  public boolean absoluteTarget() {
    return target.regionMatches(true, 0, "http://", 0, 7)
        || target.regionMatches(true, 0, "https://", 0, 8);
  }
}
