package io.tcpdx.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.connection.AckRound;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionListener;
import io.tcpdx.connection.ConnectionTable;
import io.tcpdx.connection.Segment;
import io.tcpdx.wire.DecodeStatus;
import io.tcpdx.wire.LinkFallback;
import io.tcpdx.wire.Packet;
import io.tcpdx.wire.PacketDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Holds the kinds of a timeline's segments against its {@code is} markers. */
final class KindsCheck implements ConnectionListener {
  private static final long TIME_WAIT_NS = 60_000_000_000L;

  private static final Map<String, Integer> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("new", Segment.NEW);
    KINDS.put("retransmission", Segment.RETRANSMISSION);
    KINDS.put("out-of-order", Segment.OUT_OF_ORDER);
    KINDS.put("capture-duplicate", Segment.CAPTURE_DUPLICATE);
    KINDS.put("keep-alive", Segment.KEEP_ALIVE);
    KINDS.put("window-probe", Segment.WINDOW_PROBE);
    KINDS.put("window-update", Segment.WINDOW_UPDATE);
    KINDS.put("duplicate-ack", Segment.DUPLICATE_ACK);
    KINDS.put("pure-ack", Segment.PURE_ACK);
    KINDS.put("advances-ack", Segment.ADVANCES_ACK);
    KINDS.put("after-gap", Segment.AFTER_GAP);
  }

  private final Timeline timeline;
  private final Vantage vantage;
  private final int ipVersion;
  private final List<TreeSet<String>> seen = new ArrayList<>();

  KindsCheck(Timeline timeline, Vantage vantage, int ipVersion) {
    this.timeline = timeline;
    this.vantage = vantage;
    this.ipVersion = ipVersion;
  }

  void run() {
    ConnectionTable table =
        new ConnectionTable(this, TIME_WAIT_NS, ConnectionTable.DEFAULT_MAX_CONNECTIONS);
    PacketDecoder decoder = new PacketDecoder(LinkFallback.NONE);
    Packet packet = new Packet();
    timeline.play(
        vantage,
        ipVersion,
        frame -> {
          assertThat(decoder.decode(frame, packet)).isEqualTo(DecodeStatus.TCP);
          table.onPacket(packet);
        });
    compare(timeline.segmentsAt(vantage));
  }

  private void compare(List<TimelineSegment> segments) {
    int told = 0;
    for (int i = 0; i < segments.size(); i++) {
      for (Marker marker : segments.get(i).markers()) {
        if (marker.verb().equals(Marker.IS)) {
          told++;
          TreeSet<String> wanted = new TreeSet<>(Arrays.asList(marker.subject().split("\\s+", -1)));
          assertThat(KINDS.keySet()).containsAll(wanted);
          assertThat(seen.get(i))
              .as("at %s over IPv%d: %s", vantage, ipVersion, segments.get(i).text())
              .isEqualTo(wanted);
        }
      }
    }
    assertThat(told).as("segments with an `is` marker").isPositive();
  }

  @Override
  public void onSegment(Connection connection, Segment segment) {
    TreeSet<String> kinds = new TreeSet<>();
    KINDS.forEach(
        (name, bit) -> {
          if (segment.is(bit)) {
            kinds.add(name);
          }
        });
    seen.add(kinds);
  }

  @Override
  public void onCopy(Connection connection, Segment segment) {
    onSegment(connection, segment);
  }

  @Override
  public void onStart(Connection connection) {}

  @Override
  public void onAckRound(Connection connection, AckRound round) {}

  @Override
  public void onEnd(Connection connection, long captureEndNs) {}
}
