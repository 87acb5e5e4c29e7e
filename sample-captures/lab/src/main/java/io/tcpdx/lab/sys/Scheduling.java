package io.tcpdx.lab.sys;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where the calling thread stands in the queue for a processor. */
public final class Scheduling {

  private static final int SCHED_FIFO = 1;

  private Scheduling() {}

  /**
   * Puts the calling thread before all ordinary ones, so that time on the link does not depend on
   * what else the machine does. The thread must sleep most of the time.
   *
   * @return whether the kernel allowed it
   */
  public static boolean realtime(int priority) {
    byte[] parameter =
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(priority).array();
    return Libc.sched_setscheduler(0, SCHED_FIFO, parameter) == 0;
  }
}
