package io.tcpdx.lab.record;

import io.tcpdx.lab.link.Emulator;
import io.tcpdx.lab.link.Fault;
import io.tcpdx.lab.link.LinkModel;
import io.tcpdx.lab.scenario.Medium;
import io.tcpdx.lab.scenario.Wiring;
import io.tcpdx.lab.sys.Address;
import io.tcpdx.lab.sys.Commands;
import io.tcpdx.lab.sys.Namespace;
import io.tcpdx.lab.sys.TunDevice;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two namespaces and what joins them. {@link #close()} takes everything down, in the reverse order
 * of its making, whatever went wrong before.
 */
final class Topology implements AutoCloseable {

  static final String DEVICE = "lab0";
  static final int PORT = 8000;

  private static final String CLIENT_MAC = "02:00:00:00:00:01";
  private static final String SERVER_MAC = "02:00:00:00:00:02";

  private final Wiring wiring;
  private final Deque<AutoCloseable> made = new ArrayDeque<>();
  private final Namespace client;
  private final Namespace server;
  private final @Nullable Emulator emulator;

  private Topology(Wiring wiring, String suffix, List<Fault> faults) throws IOException {
    this.wiring = wiring;
    boolean complete = false;
    try {
      client = keep(Namespace.create("tcpdx-client-" + suffix));
      server = keep(Namespace.create("tcpdx-server-" + suffix));
      prepare(client);
      prepare(server);
      emulator = wiring.medium() == Medium.VETH ? joinByVeth() : joinByEmulator(faults);
      configure(client, clientAddress(), CLIENT_MAC, serverAddress(), SERVER_MAC);
      configure(server, serverAddress(), SERVER_MAC, clientAddress(), CLIENT_MAC);
      if (emulator != null) {
        emulator.start();
      }
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  static Topology create(Wiring wiring, List<Fault> faults) throws IOException {
    return new Topology(wiring, Long.toString(ProcessHandle.current().pid()), faults);
  }

  Namespace client() {
    return client;
  }

  Namespace server() {
    return server;
  }

  /** Null where nothing emulates the link. */
  @Nullable Emulator emulator() {
    return emulator;
  }

  String clientAddress() {
    return wiring.ipv6() ? "fd07::1" : "10.7.0.1";
  }

  String serverAddress() {
    return wiring.ipv6() ? "fd07::2" : "10.7.0.2";
  }

  Address serverSocket() {
    return new Address(serverAddress(), PORT);
  }

  private void prepare(Namespace namespace) throws IOException {
    namespace.ip("link set lo up");
    // Nothing may talk but the programs: no router solicitations, no duplicate address detection.
    namespace.sysctl("net.ipv6.conf.all.disable_ipv6", wiring.ipv6() ? "0" : "1");
    namespace.sysctl("net.ipv6.conf.default.disable_ipv6", wiring.ipv6() ? "0" : "1");
    namespace.sysctl("net.ipv6.conf.default.router_solicitations", "0");
    namespace.sysctl("net.ipv6.conf.default.accept_dad", "0");
    for (Map.Entry<String, String> parameter : wiring.sysctls().entrySet()) {
      namespace.sysctl(parameter.getKey(), parameter.getValue());
    }
  }

  private @Nullable Emulator joinByVeth() throws IOException {
    Commands.run(
        ("ip link add "
                + DEVICE
                + " netns "
                + client.name()
                + " type veth peer name "
                + DEVICE
                + " netns "
                + server.name())
            .split(" ", -1));
    return null;
  }

  private Emulator joinByEmulator(List<Fault> faults) throws IOException {
    boolean ethernet = wiring.medium() != Medium.TUN;
    boolean offload = wiring.medium() == Medium.TAP_OFFLOAD;
    TunDevice clientEnd = keep(TunDevice.create(client, DEVICE, ethernet, offload));
    TunDevice serverEnd = keep(TunDevice.create(server, DEVICE, ethernet, offload));
    LinkModel model = new LinkModel(wiring.up(), wiring.down(), faults, ethernet);
    return keep(new Emulator(clientEnd, serverEnd, model, wiring.span()));
  }

  private void configure(
      Namespace namespace, String address, String mac, String peer, String peerMac)
      throws IOException {
    boolean ethernet = wiring.medium() != Medium.TUN;
    if (ethernet) {
      namespace.ip("link set dev " + DEVICE + " address " + mac);
    }
    namespace.ip("link set dev " + DEVICE + " addrgenmode none");
    String nodad = wiring.ipv6() ? "/64 nodad" : "/24";
    namespace.ip("address add " + address + nodad + " dev " + DEVICE);
    namespace.ip("link set dev " + DEVICE + " up");
    if (wiring.initialWindow() > 0) {
      String net = wiring.ipv6() ? "fd07::/64" : "10.7.0.0/24";
      String route = "route change " + net + " dev " + DEVICE + " proto kernel";
      String link = wiring.ipv6() ? "" : " scope link src " + address;
      namespace.ip(route + link + " initcwnd " + wiring.initialWindow());
    }
    if (ethernet) {
      namespace.ip("neigh replace " + peer + " lladdr " + peerMac + " nud permanent dev " + DEVICE);
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    made.push(part);
    return part;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    while (!made.isEmpty()) {
      try {
        made.pop().close();
      } catch (Exception e) {
        failure = new IOException("clean up: " + e.getMessage(), e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
