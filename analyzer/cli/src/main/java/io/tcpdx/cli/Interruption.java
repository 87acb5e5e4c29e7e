package io.tcpdx.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C as a request: reading stops, what was seen is still reported, then the process ends.
 *
 * <p>The JVM has no other portable sign of SIGINT than that its shutdown hooks start; so the hook
 * raises the request, and holds the shutdown until the report is out. The exit status is then the
 * JVM's own, 128 and the signal's number.
 */
public final class Interruption {
  /** How long reading may take to notice: it may be blocked where nothing can wake it. */
  private static final long NOTICE_SECONDS = 3;

  private final CountDownLatch readingEnded = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile Runnable onRequest = () -> {};

  /** Whether reading is to stop. */
  public boolean requested() {
    return requested;
  }

  /** Asks reading to stop. */
  public void request() {
    requested = true;
    onRequest.run();
  }

  /** Sets what wakes a reader that waits for input. */
  void onRequest(Runnable wake) {
    onRequest = wake;
    if (requested) {
      wake.run();
    }
  }

  /** Reading is over: the report follows. */
  void readingEnded() {
    readingEnded.countDown();
  }

  /** The command is over. */
  void finished() {
    readingEnded.countDown();
    finished.countDown();
  }

  /** Makes the end of the JVM a request. */
  void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::holdShutdown, "interruption"));
  }

  private void holdShutdown() {
    request();
    try {
      if (readingEnded.await(NOTICE_SECONDS, TimeUnit.SECONDS)) {
        finished.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
