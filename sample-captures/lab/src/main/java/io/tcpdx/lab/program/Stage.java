package io.tcpdx.lab.program;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What both programs of a run share besides the connection: agreements on time that must not be
 * seen on the wire, and the switch that darkens the link.
 */
public final class Stage {

  /** Starts the captures of a scenario that begins before them. */
  public interface CaptureStart {
    void start() throws IOException;
  }

  private static final long LIMIT_SECONDS = 40;

  private final Map<String, CountDownLatch> cues = new ConcurrentHashMap<>();
  private final CaptureStart captureStart;
  private volatile boolean dark;

  public Stage(CaptureStart captureStart) {
    this.captureStart = captureStart;
  }

  /** Whether the link is switched off; faults ask this. */
  public boolean isDark() {
    return dark;
  }

  void darken(boolean on) {
    dark = on;
  }

  void startCapture() throws IOException {
    captureStart.start();
  }

  void give(String cue) {
    latch(cue).countDown();
  }

  void await(String cue) throws InterruptedException, IOException {
    if (!latch(cue).await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the other program never said: " + cue);
    }
  }

  private CountDownLatch latch(String cue) {
    return cues.computeIfAbsent(cue, c -> new CountDownLatch(1));
  }
}
