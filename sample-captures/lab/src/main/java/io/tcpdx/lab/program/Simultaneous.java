package io.tcpdx.lab.program;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Parts of one program that run at the same time, each on a thread of its own. A thread belongs to
 * the network namespace of the one that starts it (clone(2)), so they are all on the same host.
 */
public final class Simultaneous {

  private static final long LIMIT_SECONDS = 80;

  private Simultaneous() {}

  /** Runs all parts and waits for their ends; fails with the first failure. */
  public static void run(Peer me, List<Script> parts) throws Exception {
    List<FutureTask<@Nullable Void>> tasks = new ArrayList<>();
    for (Script part : parts) {
      FutureTask<@Nullable Void> task =
          new FutureTask<>(
              () -> {
                part.run(me);
                return null;
              });
      tasks.add(task);
      new Thread(task, "part " + tasks.size()).start();
    }
    for (FutureTask<@Nullable Void> task : tasks) {
      task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
  }
}
