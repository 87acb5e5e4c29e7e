package io.tcpdx.detect.tls;

import io.tcpdx.detect.FindingBuilder;

/** What to change about TLS set-ups, by what takes their time. */
final class SetUpAdvice {
  /** With TLS 1.3, or a session resumed, one is enough (RFC 8446 §2). */
  private static final int NEEDED_ROUND_TRIPS = 1;

  private SetUpAdvice() {}

  static void add(FindingBuilder finding, Handshakes handshakes, boolean repeated) {
    switch (handshakes.time.most()) {
      case CLIENT ->
          finding
              .advise(
                  "At the client: find out what it does once it has the server's certificate: most likely it"
                      + " checks it. Revocation (OCSP, CRL) asks another server, and waits where that is"
                      + " out of reach; a trust store may be read anew for each connection (share one"
                      + " TLS context).")
              .advise(
                  "At the server: staple the OCSP answer, so that clients need not ask (nginx: ssl_stapling"
                      + " on; Apache httpd: SSLUseStapling On).");
      case SERVER ->
          finding.advise(
              "At the server: find out what it does before it answers: a processor or pool that has too much"
                  + " to do, a private key that is long (RSA of 4096 bits; ECDSA is far quicker) or kept"
                  + " elsewhere, a look-up of the client's name or certificate. What terminates TLS for it"
                  + " may first connect to what is behind.");
      case BEHIND ->
          finding.advise(
              "Capture between the server and the proxy or NAT that speaks TCP for it: it tells whether"
                  + " the path there or the server takes the time.");
      case PATH, UNKNOWN -> {}
    }
    if (repeated) {
      finding.advise(
          "At the client: keep connections open and reuse them (one session object or pool for all"
              + " requests); a connection that is reused needs no TLS set-up.");
    }
    if (handshakes.full > 1) {
      finding.advise(
          "At both: resume sessions (nginx: ssl_session_cache shared:SSL:10m; Apache httpd:"
              + " SSLSessionCache; Java: one SSLContext for all connections): no certificates, nothing to"
              + " sign or to check, and with TLS 1.2 one round trip less.");
    }
    if (roundTripsCount(handshakes.time)) {
      roundTrips(finding, handshakes);
    }
  }

  /** Whether fewer of them would save a good part of it, as far as is known. */
  private static boolean roundTripsCount(SetUpTime time) {
    SetUpTime.Most most = time.most();
    return !time.known() || most == SetUpTime.Most.PATH || most == SetUpTime.Most.BEHIND;
  }

  private static void roundTrips(FindingBuilder finding, Handshakes handshakes) {
    if (handshakes.mostRoundTrips <= NEEDED_ROUND_TRIPS) {
      return;
    }
    finding.advise(
        handshakes.helloRetries > 0
            ? "At the client: offer a group that the server takes in the first ClientHello (a"
                + " HelloRetryRequest costs a round trip)."
            : "At both: TLS 1.3 (nginx: ssl_protocols TLSv1.2 TLSv1.3) takes one round trip where"
                + " TLS 1.2 takes two.");
  }
}
