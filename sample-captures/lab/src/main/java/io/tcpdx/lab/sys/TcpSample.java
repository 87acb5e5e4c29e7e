package io.tcpdx.lab.sys;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the kernel said of a sending socket at one moment (TCP_INFO, taken under the socket's lock,
 * so that its figures belong together).
 *
 * @param monotonicNs of {@link System#nanoTime}, right after the call
 */
public record TcpSample(long monotonicNs, TcpInfo info) {

  public long cwnd() {
    return info.get("sndCwnd");
  }

  /** 2147483647 until slow start has ended for the first time. */
  public long ssthresh() {
    return info.get("sndSsthresh");
  }

  /** Segments sent and not acknowledged; SYN and FIN count. */
  public long unacked() {
    return info.get("unacked");
  }

  /** TCP_CA_Open 0, Disorder 1, CWR 2, Recovery 3, Loss 4. */
  public long caState() {
    return info.get("caState");
  }

  /** The window that the peer advertises, bytes. */
  public long sndWnd() {
    return info.get("sndWnd");
  }

  /** Payload bytes sent, each counted once. */
  public long sentBytes() {
    return info.get("bytesSent") - info.get("bytesRetrans");
  }

  /** Segments with payload, each counted once. */
  public long sentSegments() {
    return info.get("dataSegsOut") - info.get("totalRetrans");
  }

  public long acknowledgedBytes() {
    return info.get("bytesAcked");
  }

  /** As it stands in a line of the samples' file. */
  public Map<String, Object> line(long wallOffsetNs) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("wallNs", monotonicNs + wallOffsetNs);
    for (String field :
        new String[] {
          "sndCwnd",
          "sndSsthresh",
          "unacked",
          "notSentBytes",
          "sndWnd",
          "rttUs",
          "caState",
          "lost",
          "retrans",
          "bytesSent",
          "bytesAcked",
          "rwndLimitedUs",
          "busyTimeUs",
          "deliveryRate"
        }) {
      line.put(field, info.get(field));
    }
    return line;
  }
}
