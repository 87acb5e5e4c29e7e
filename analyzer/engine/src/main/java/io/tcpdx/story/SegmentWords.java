package io.tcpdx.story;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.HalfStreamSummary;
import io.tcpdx.connection.RetransmissionKind;
import io.tcpdx.detect.Figures;
import io.tcpdx.story.Moment.Kind;
import io.tcpdx.wire.TcpView;
import java.util.ArrayList;
import java.util.List;

/** What a side does with its segments, in words: the subject is left to the reader of the line. */
final class SegmentWords {
  /** Shorter flows are told without their time. */
  private static final long MIN_TOLD_FLOW_NS = 1_000_000L;

  private final ConnectionSummary connection;

  /** Position of the first byte of payload that was seen, by direction. */
  private final long[] base = new long[2];

  SegmentWords(ConnectionSummary connection, List<Moment> moments) {
    this.connection = connection;
    boolean[] known = new boolean[2];
    for (Moment moment : moments) {
      int index = moment.direction.index();
      if (!known[index] && moment.kind != Kind.COPY) {
        known[index] = true;
        base[index] = moment.start + (moment.has(TcpView.SYN) ? 1 : 0);
      }
    }
  }

  String of(Passage passage) {
    Moment first = passage.first();
    return switch (first.kind) {
      case SYN -> "SYN: " + options(first.direction);
      case SYN_ACK -> "SYN-ACK: " + options(first.direction);
      case ESTABLISH -> "ACK: the connection is open";
      case DATA, DATA_AFTER_GAP, ACK, DUPLICATE_ACK, WINDOW_UPDATE -> flow(passage);
      case WINDOW_CLOSED -> acked(passage, "closes its window: no room for more");
      case WINDOW_OPENED ->
          acked(passage, "opens its window again: " + Figures.bytes(first.windowBytes));
      case WINDOW_PROBE -> "probes the closed window";
      case KEEP_ALIVE -> "keep-alive probe: is anybody there?";
      case AGAIN -> again(passage);
      case LATE -> payload(passage) + " that was overtaken, " + position(first);
      case FIN -> first.payloadBytes > 0 ? payload(passage) + " and FIN" : "FIN: sends no more";
      case RESET -> "RST";
      case COPY ->
          (passage.segments() == 1 ? "the same frame" : "the same frames")
              + " once more in the capture; not counted";
    };
  }

  private String options(Direction direction) {
    HalfStreamSummary half = connection.halfStream(direction);
    List<String> options = new ArrayList<>();
    Integer mss = half.mss();
    options.add(mss == null || mss < 0 ? "no MSS" : "MSS " + mss);
    Integer scale = half.windowScale();
    if (scale != null) {
      options.add("window scale " + scale);
    }
    if (Boolean.TRUE.equals(half.sackPermitted())) {
      options.add("SACK");
    }
    if (Boolean.TRUE.equals(half.timestamps())) {
      options.add("timestamps");
    }
    return String.join(", ", options);
  }

  private String flow(Passage passage) {
    if (passage.dataSegments() == 0) {
      return acks(passage);
    }
    StringBuilder text = new StringBuilder(payload(passage));
    Moment first = passage.first();
    if (first.kind == Kind.DATA_AFTER_GAP) {
      text.append(" after ").append(Figures.bytes(first.gapBytes)).append(" not seen here as yet");
    }
    if (passage.dataSegments() > 1 && passage.sendingNs() >= MIN_TOLD_FLOW_NS) {
      text.append(" within ").append(Figures.duration(passage.sendingNs()));
    }
    if (passage.acks() == 1 && passage.dataSegments() == 1 && passage.ackedBytes() > 0) {
      text.append("; ACK after ")
          .append(Figures.duration(passage.last().timeNs - passage.first().timeNs));
    } else if (passage.acks() > 0) {
      text.append("; ").append(count(passage));
    }
    return text.toString();
  }

  /** How many ACKs, and how many of them said nothing new. */
  private static String count(Passage passage) {
    int acks = passage.acks();
    int duplicates = passage.duplicateAcks();
    if (duplicates == acks) {
      return Figures.count(acks, "duplicate ACK", "duplicate ACKs");
    }
    String text = Figures.count(acks, "ACK", "ACKs");
    return duplicates == 0 ? text : text + ", " + Figures.count(duplicates) + " of them duplicate";
  }

  private String acks(Passage passage) {
    int acks = passage.acks();
    if (passage.duplicateAcks() == acks) {
      long byteNumber = passage.first().ack - base[passage.first().direction.opposite().index()];
      return count(passage) + ": waits for byte " + Figures.count(byteNumber);
    }
    if (passage.windowUpdates() == acks) {
      return "window now " + Figures.bytes(passage.last().windowBytes);
    }
    String text = (acks == 1 ? "ACK" : Figures.count(acks) + " ACKs") + of(passage, " of ");
    return passage.duplicateAcks() == 0
        ? text
        : text + ", " + Figures.count(passage.duplicateAcks()) + " of them duplicate";
  }

  /** What is acknowledged, if anything new is. */
  private static String of(Passage passage, String lead) {
    if (passage.ackedBytes() > 0) {
      return lead
          + Figures.bytes(passage.ackedBytes())
          + (passage.finAcked() ? " and the FIN" : "");
    }
    return passage.finAcked() ? lead + "the FIN" : "";
  }

  private static String acked(Passage passage, String what) {
    long bytes = passage.first().ackedBytes;
    return bytes > 0 ? "ACK of " + Figures.bytes(bytes) + "; " + what : what;
  }

  private String again(Passage passage) {
    Moment first = passage.first();
    if (first.has(TcpView.SYN)) {
      return (first.has(TcpView.ACK) ? "SYN-ACK again" : "SYN again") + why(first);
    }
    if (first.payloadBytes == 0) {
      return "FIN again" + why(first);
    }
    return payload(passage) + " again, " + position(first) + why(first);
  }

  private static String why(Moment moment) {
    RetransmissionKind trigger = moment.trigger;
    String why = trigger == null ? "" : why(trigger, moment.backOff);
    return moment.needless ? why + " (needless: it had arrived)" : why;
  }

  private static String why(RetransmissionKind trigger, int backOff) {
    return switch (trigger) {
      case FAST -> ": ACKs or SACK showed it lost";
      case TIMEOUT ->
          ": its timer ran out" + (backOff == 0 ? "" : ", doubled " + Figures.times(backOff));
      case TAIL_LOSS_PROBE -> ": a probe, for lack of an ACK";
      case SPURIOUS, UNKNOWN -> "";
    };
  }

  private static String payload(Passage passage) {
    String bytes = "sends " + Figures.bytes(passage.dataBytes());
    return passage.dataSegments() == 1
        ? bytes
        : bytes + " in " + Figures.count(passage.dataSegments(), "segment", "segments");
  }

  private String position(Moment moment) {
    return "from byte " + Figures.count(moment.start - base[moment.direction.index()]);
  }
}
