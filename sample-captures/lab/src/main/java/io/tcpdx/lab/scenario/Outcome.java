package io.tcpdx.lab.scenario;

import io.tcpdx.lab.program.ProgramLog;
import io.tcpdx.lab.sys.Counters;
import io.tcpdx.lab.sys.TcpInfo;
import java.util.List;

/** What the kernel and the programs said about one run. */
public record Outcome(Side client, Side server, long lostSegments) {

  /**
   * One side of it.
   *
   * @param counters what the run added to the namespace's counters
   */
  public record Side(Counters counters, ProgramLog log, List<TcpInfo> infos) {

    public long delayedAcks() {
      return counters.get("TcpExtDelayedACKs");
    }

    public int stalls() {
      return log.stallNs().size();
    }
  }
}
