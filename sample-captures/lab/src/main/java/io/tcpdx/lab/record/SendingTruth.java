package io.tcpdx.lab.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tcpdx.lab.program.ProgramLog;
import io.tcpdx.lab.program.SendingSamples;
import io.tcpdx.lab.scenario.Outcome;
import io.tcpdx.lab.sys.TcpSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the kernel of a sampled sender said: {@code expect.sending}, and the samples themselves. */
final class SendingTruth {

  private SendingTruth() {}

  /** For both directions; null where that side was not sampled. */
  static Map<String, @Nullable Object> directions(Outcome outcome) {
    Map<String, @Nullable Object> directions = new LinkedHashMap<>();
    directions.put("clientToServer", of(outcome.client(), outcome.server()));
    directions.put("serverToClient", of(outcome.server(), outcome.client()));
    return directions;
  }

  private static @Nullable Map<String, @Nullable Object> of(
      Outcome.Side sender, Outcome.Side receiver) {
    if (sender.log().samples().isEmpty()) {
      return null;
    }
    SendingSamples samples = sender.log().samples().get(0);
    Map<String, @Nullable Object> truth = new LinkedHashMap<>();
    truth.put("congestionControl", samples.congestionControl());
    truth.put("initialWindowSegments", samples.initialWindowSegments());
    truth.put("maxUnackedSegments", samples.resolved() ? samples.maxUnackedSegments() : null);
    truth.put("maxUnackedBytes", samples.resolved() ? samples.maxUnackedBytes() : null);
    truth.put("cwndPeakSegments", samples.cwndPeakSegments());
    truth.put("slowStartEndedBy", samples.slowStartEnd().label());
    truth.put("ssthreshAtExit", samples.ssthreshAtExit());
    truth.put("slowStartAfterIdle", samples.restarts());
    truth.put("zeroWindows", receiver.counters().get("TcpExtTCPToZeroWindowAdv"));
    truth.put("zeroWindowSeconds", samples.zeroWindowSeconds());
    truth.put("windowProbes", sender.counters().get("TcpExtTCPWinProbe"));
    truth.put("receiveWindowLimitedSeconds", samples.receiveWindowLimitedSeconds());
    truth.put("busySeconds", samples.busySeconds());
    return truth;
  }

  /** One line of JSON per sample, thinned; no file where nothing was sampled. */
  static void writeSamples(Path file, ProgramLog log) throws IOException {
    if (log.samples().isEmpty()) {
      return;
    }
    ObjectMapper mapper = new ObjectMapper();
    StringBuilder lines = new StringBuilder();
    for (TcpSample sample : log.samples().get(0).thinned()) {
      lines.append(mapper.writeValueAsString(sample.line(log.wallOffsetNs()))).append('\n');
    }
    Files.writeString(file, lines);
  }
}
