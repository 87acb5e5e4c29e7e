package io.tcpdx.timeline;

import io.tcpdx.AnalysisListener;
import io.tcpdx.AnalysisOptions;
import io.tcpdx.Analyzer;
import io.tcpdx.report.Report;
import java.util.List;

/** The real analyzer over one timeline at one vantage. */
final class TimelineRun {
  private final Timeline timeline;
  private final Vantage vantage;
  private final int ipVersion;

  TimelineRun(Timeline timeline, Vantage vantage, int ipVersion) {
    this.timeline = timeline;
    this.vantage = vantage;
    this.ipVersion = ipVersion;
  }

  Report report() {
    Analyzer analyzer = new Analyzer(AnalysisOptions.DEFAULT, AnalysisListener.NONE);
    timeline.play(vantage, ipVersion, analyzer::onFrame);
    return analyzer.finish(List.of());
  }
}
