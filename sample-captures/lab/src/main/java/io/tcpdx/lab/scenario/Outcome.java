package io.tcpdx.lab.scenario;

import io.tcpdx.lab.link.LinkTally;
import io.tcpdx.lab.program.ProgramLog;
import io.tcpdx.lab.sys.Counters;
import io.tcpdx.lab.sys.TcpInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the kernel and the programs said about one run. */
public record Outcome(Side client, Side server, long lostSegments) {

  /**
   * One side of it.
   *
   * @param counters what the run added to the namespace's counters
   * @param onLink what the link did to the data that this side sent; null where nothing counted
   */
  public record Side(
      Counters counters, ProgramLog log, List<TcpInfo> infos, @Nullable LinkTally onLink) {

    /** Segments that this side sent again, without SYNs. */
    public long segmentsAgain() {
      return counters.get("TcpRetransSegs") - counters.get("TcpExtTCPSynRetrans");
    }

    public long delayedAcks() {
      return counters.get("TcpExtDelayedACKs");
    }

    public int stalls() {
      return log.stallNs().size();
    }
  }
}
