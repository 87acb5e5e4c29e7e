package io.tcpdx.detect.http;

import io.tcpdx.protocol.Request;
import java.util.Set;

/** What doing a request twice may do (RFC 9110 §9.2.2). */
final class Idempotence {
  /**
   * The registered methods that are neither safe nor idempotent. Of methods that nobody registered
   * it is not known.
   */
  private static final Set<String> NON_IDEMPOTENT = Set.of("POST", "PATCH", "CONNECT", "LOCK");

  private Idempotence() {}

  /** Whether doing it twice may do more than doing it once. */
  static boolean lacksIn(Request request) {
    return NON_IDEMPOTENT.contains(request.method());
  }

  /**
   * Whether the request carries a number by which a server tells a repeated one from a new one (the
   * Idempotency-Key field, draft-ietf-httpapi-idempotency-key-header).
   */
  static boolean isKeyed(Request request) {
    return request.message().fields().has("Idempotency-Key");
  }
}
