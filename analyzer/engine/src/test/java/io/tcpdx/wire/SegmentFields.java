package io.tcpdx.wire;

import java.util.ArrayList;
import java.util.List;

/** All that two decoders should agree on about a segment, as values. */
record SegmentFields(
    String source,
    String destination,
    int hopLimit,
    int identification,
    int ecn,
    int sourcePort,
    int destinationPort,
    int sequence,
    int acknowledgment,
    int headerLength,
    int flags,
    int window,
    int checksum,
    int urgentPointer,
    List<String> options,
    int payloadCapturedLength) {

  static SegmentFields of(Packet packet) {
    TcpView tcp = packet.tcp();
    return new SegmentFields(
        IpAddress.sourceOf(packet).toString(),
        IpAddress.destinationOf(packet).toString(),
        packet.hopLimit(),
        packet.ipIdentification(),
        packet.ecn(),
        tcp.sourcePort(),
        tcp.destinationPort(),
        tcp.sequence(),
        tcp.acknowledgment(),
        tcp.headerLength(),
        tcp.flags(),
        tcp.window(),
        tcp.checksum(),
        tcp.urgentPointer(),
        options(packet.tcpOptions()),
        packet.payloadCapturedLength());
  }

  private static List<String> options(TcpOptions options) {
    List<String> texts = new ArrayList<>();
    if (options.mss() >= 0) {
      texts.add("mss " + options.mss());
    }
    if (options.sackPermitted()) {
      texts.add("sack permitted");
    }
    for (int i = 0; i < options.sackBlockCount(); i++) {
      texts.add("sack " + options.sackLeft(i) + ":" + options.sackRight(i));
    }
    if (options.hasTimestamps()) {
      texts.add("timestamps " + options.timestampValue() + " " + options.timestampEcho());
    }
    if (options.windowScale() >= 0) {
      texts.add("window scale " + options.windowScale());
    }
    texts.sort(null);
    return texts;
  }
}
