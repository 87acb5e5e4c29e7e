package io.tcpdx.lab.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcpdx.lab.link.LinkTally;
import io.tcpdx.lab.scenario.Outcome;
import io.tcpdx.lab.sys.Counters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code expect.retransmissions}: what the kernel of a sender sent again and why, and what the link
 * did to the data of that direction. A figure that the counters cannot tell is null.
 */
final class RetransmissionTruth {

  private static final String[] UNDONE = {
    "TcpExtTCPFullUndo", "TcpExtTCPPartialUndo", "TcpExtTCPLossUndo", "TcpExtTCPDSACKUndo"
  };

  private RetransmissionTruth() {}

  /** From a run that has just been played. */
  static Map<String, Object> of(Outcome outcome) {
    Map<String, Object> directions = new LinkedHashMap<>();
    directions.put("clientToServer", of(outcome.client(), true));
    directions.put("serverToClient", of(outcome.server(), false));
    return directions;
  }

  private static Map<String, @Nullable Object> of(Outcome.Side side, boolean client) {
    LinkTally link = side.onLink();
    return link == null
        ? of(side.counters(), client, null, null, null)
        : of(side.counters(), client, link.lost(), link.duplicated(), link.reordered());
  }

  /**
   * From the counters that a {@code truth.json} holds, for a run that was recorded before this was
   * stated. Where it says that the link lost nothing and had no faults, that holds for both
   * directions; what is not there stays null.
   */
  static Map<String, Object> of(JsonNode truth) {
    Map<String, Object> directions = new LinkedHashMap<>();
    directions.put("clientToServer", of(truth, "client", "clientToServer"));
    directions.put("serverToClient", of(truth, "server", "serverToClient"));
    return directions;
  }

  private static Map<String, @Nullable Object> of(JsonNode truth, String side, String direction) {
    Map<String, Long> counters = new TreeMap<>();
    truth
        .at("/" + side + "/nstat")
        .properties()
        .forEach(counter -> counters.put(counter.getKey(), counter.getValue().asLong()));
    JsonNode stated = truth.at("/expect/retransmissions/" + direction);
    JsonNode link = truth.get("link");
    boolean emulated = !link.get("medium").asText().equals("veth");
    Long lost = emulated && link.get("lostSegments").asLong() == 0 ? 0L : null;
    Long moved = emulated && link.get("faults").isEmpty() ? 0L : null;
    return of(
        new Counters(counters),
        side.equals("client"),
        number(stated.get("lostOnLink"), lost),
        number(stated.get("duplicatedOnLink"), moved),
        number(stated.get("reorderedOnLink"), moved));
  }

  private static @Nullable Long number(@Nullable JsonNode stated, @Nullable Long otherwise) {
    return stated != null && stated.isNumber() ? (Long) stated.asLong() : otherwise;
  }

  private static Map<String, @Nullable Object> of(
      Counters sender,
      boolean client,
      @Nullable Long lost,
      @Nullable Long duplicated,
      @Nullable Long reordered) {
    Long timeouts = timeouts(sender, client);
    Map<String, @Nullable Object> truth = new LinkedHashMap<>();
    truth.put("segments", segments(sender));
    truth.put("timeouts", timeouts);
    truth.put("lossProbes", sender.get("TcpExtTCPLossProbes"));
    truth.put("lossProbesWithOldData", probesWithOldData(sender, timeouts));
    truth.put("fast", sender.get("TcpExtTCPFastRetrans"));
    truth.put("slowStart", sender.get("TcpExtTCPSlowStartRetrans"));
    truth.put("spuriousTimeouts", sender.get("TcpExtTCPSpuriousRTOs"));
    truth.put(
        "dsacksReceived", sender.get("TcpExtTCPDSACKRecv") + sender.get("TcpExtTCPDSACKOfoRecv"));
    long undone = 0;
    for (String counter : UNDONE) {
      undone += sender.get(counter);
    }
    truth.put("undone", undone);
    truth.put("lostOnLink", lost);
    truth.put("duplicatedOnLink", duplicated);
    truth.put("reorderedOnLink", reordered);
    return truth;
  }

  private static long segments(Counters sender) {
    return sender.get("TcpRetransSegs") - sender.get("TcpExtTCPSynRetrans");
  }

  /**
   * Expiries of the timer that sent data or a FIN again, one segment each.
   *
   * <p>TCPTimeouts also counts the timers of SYNs and SYN-ACKs, and the expiry at which a
   * connection is given up and nothing is sent (TCPAbortOnTimeout). A client sends a SYN again by
   * its timer only, so that TCPSynRetrans is how many of them those were. A server sends its
   * SYN-ACK again by its timer or because the SYN came again: where it did, its timeouts cannot be
   * told from the counters, except that there were none where nothing else was sent again.
   */
  private static @Nullable Long timeouts(Counters sender, boolean client) {
    if (segments(sender) == 0) {
      return 0L;
    }
    long ofSyns = sender.get("TcpExtTCPSynRetrans");
    if (ofSyns > 0 && !client) {
      return null;
    }
    return sender.get("TcpExtTCPTimeouts") - ofSyns - sender.get("TcpExtTCPAbortOnTimeout");
  }

  /**
   * Probes that sent the newest segment again. The kernel counts one by one what its timer, its
   * fast recovery and its recovery after a timeout sent; what is left of TcpRetransSegs are probes.
   * A probe that sent new data is no retransmission.
   */
  private static @Nullable Long probesWithOldData(Counters sender, @Nullable Long timeouts) {
    if (timeouts == null) {
      return null;
    }
    long old =
        segments(sender)
            - timeouts
            - sender.get("TcpExtTCPFastRetrans")
            - sender.get("TcpExtTCPSlowStartRetrans");
    return old < 0 || old > sender.get("TcpExtTCPLossProbes") ? null : (Long) old;
  }
}
