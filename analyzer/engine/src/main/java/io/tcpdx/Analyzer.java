package io.tcpdx;

import io.tcpdx.capture.CaptureFileSummary;
import io.tcpdx.detect.DetectorDescription;
import io.tcpdx.report.Report;
import io.tcpdx.wire.Frame;
import java.util.List;

/**
 * Diagnoses one capture: feed it every frame in the capture's order, then ask for the report. Not
 * thread-safe.
 */
public final class Analyzer {
  /**
   * @param options what to do
   * @param listener told of results while the analysis goes on
   */
  public Analyzer(AnalysisOptions options, AnalysisListener listener) {}

  /** Takes the next frame; never throws for what stands in it. */
  public void onFrame(Frame frame) {}

  /**
   * Ends every connection still open, runs the detectors that span connections, and answers with
   * all that was found. To be called once.
   *
   * @param files what the capture was read from
   */
  public Report finish(List<CaptureFileSummary> files) {
    throw new IllegalStateException("under construction on branch core");
  }

  /** All detectors, by code. */
  public static List<DetectorDescription> detectors() {
    return List.of();
  }
}
