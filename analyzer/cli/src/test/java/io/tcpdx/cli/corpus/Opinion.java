package io.tcpdx.cli.corpus;

import java.util.EnumSet;
import java.util.Set;

/** What kind a segment is, as far as tshark and tcpdx both have words for it. */
enum Opinion {
  NEW("new"),
  /** Sent again for no reason that is told; tshark's for all that it does not tell apart. */
  SENT_AGAIN("sent again"),
  FAST("sent again (fast)"),
  TIMER("sent again (timer)"),
  PROBE("sent again (probe)"),
  NEEDLESS("sent again (needless)"),
  OUT_OF_ORDER("out of order"),
  COPY("copy in the capture"),
  KEEP_ALIVE("keep-alive"),
  WINDOW_PROBE("window probe"),
  OF_PREVIOUS("of the connection before");

  private static final Set<Opinion> AGAIN = EnumSet.range(SENT_AGAIN, NEEDLESS);

  private final String words;

  Opinion(String words) {
    this.words = words;
  }

  boolean isSentAgain() {
    return AGAIN.contains(this);
  }

  /** Whether tshark's opinion is the same, as far as tshark tells kinds apart. */
  boolean agrees(Opinion tshark) {
    if (this == tshark) {
      return true;
    }
    boolean untold = this == TIMER || this == PROBE;
    return tshark == SENT_AGAIN ? untold : this == SENT_AGAIN && tshark.isSentAgain();
  }

  @Override
  public String toString() {
    return words;
  }
}
