package io.tcpdx.lab.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every scenario, in the order in which they are recorded. */
public final class Scenarios {

  private Scenarios() {}

  public static List<Scenario> all() {
    return Stream.of(
            NagleScenarios.all(),
            HandshakeScenarios.all(),
            AckScenarios.all(),
            CloseScenarios.all(),
            ResetScenarios.all(),
            ViewScenarios.all(),
            BulkScenarios.all(),
            LookalikeScenarios.all(),
            LossScenarios.all(),
            TimeoutScenarios.all(),
            NeedlessScenarios.all(),
            RampScenarios.all(),
            WindowScenarios.all(),
            PortScenarios.all(),
            HttpBodyScenarios.all(),
            HttpHeadScenarios.all(),
            HttpSmugglingScenarios.all(),
            HttpPipelineScenarios.all(),
            HttpRetryScenarios.all(),
            HttpKeepAliveScenarios.all(),
            HttpReuseScenarios.all(),
            HttpParallelScenarios.all(),
            HttpProxyScenarios.all(),
            HttpTimingScenarios.all(),
            HttpViewScenarios.all(),
            HttpTrapScenarios.all(),
            NginxScenarios.all(),
            NginxBodyScenarios.all(),
            ServerScenarios.all(),
            ClientScenarios.all(),
            NameScenarios.all(),
            TlsScenarios.all())
        .flatMap(List::stream)
        .toList();
  }

  public static Optional<Scenario> named(String name) {
    return all().stream().filter(s -> s.name().equals(name)).findFirst();
  }
}
