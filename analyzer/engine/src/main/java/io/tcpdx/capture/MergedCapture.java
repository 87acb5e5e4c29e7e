package io.tcpdx.capture;

import io.tcpdx.wire.Frame;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Several captures as one, merged by time: rotated files, or both sides of a proxy.
 *
 * <p>Always the earliest of the frames that come next in each capture follows; of equal times, that
 * of the capture given first. So the order within a capture never changes, even where its times run
 * backwards. Frames of more than one capture are numbered anew.
 */
public final class MergedCapture implements CaptureReader {
  /** Interfaces of one capture that are told apart; further ones may pass for those of the next. */
  private static final int SOURCES_PER_CAPTURE = 1 << 20;

  private final List<CaptureReader> readers;
  private final Frame[] heads;

  /** Captures that have a head, as a heap whose root has the earliest. */
  private final int[] heap;

  private int heapSize;

  /** The capture whose head was handed out last, to be advanced before the next; none: -1. */
  private int current = -1;

  private boolean started;
  private long packets;

  /**
   * @param readers the captures in the order that decides among equal times; closed with this one
   */
  public MergedCapture(List<? extends CaptureReader> readers) {
    this.readers = List.copyOf(readers);
    this.heads = new Frame[readers.size()];
    this.heap = new int[readers.size()];
  }

  @Override
  public boolean next(Frame frame) throws IOException {
    if (!started) {
      start();
    } else if (current >= 0) {
      replaceRoot(current);
    }
    if (heapSize == 0) {
      current = -1;
      return false;
    }
    current = heap[0];
    Frame head = heads[current];
    packets++;
    frame.set(
        head.buffer(),
        head.offset(),
        head.capturedLength(),
        head.originalLength(),
        head.timeNs(),
        head.linkType(),
        readers.size() == 1 ? head.number() : packets);
    frame.from(head.source() + current * SOURCES_PER_CAPTURE);
    return true;
  }

  private void start() throws IOException {
    started = true;
    for (int i = 0; i < heads.length; i++) {
      heads[i] = new Frame();
      if (readers.get(i).next(heads[i])) {
        heap[heapSize] = i;
        siftUp(heapSize);
        heapSize++;
      }
    }
  }

  private void replaceRoot(int reader) throws IOException {
    if (!readers.get(reader).next(heads[reader])) {
      heapSize--;
      heap[0] = heap[heapSize];
    }
    siftDown();
  }

  private void siftUp(int from) {
    int child = from;
    while (child > 0) {
      int parent = (child - 1) / 2;
      if (!isBefore(heap[child], heap[parent])) {
        return;
      }
      swap(child, parent);
      child = parent;
    }
  }

  private void siftDown() {
    int parent = 0;
    while (true) {
      int left = 2 * parent + 1;
      int right = left + 1;
      int first = parent;
      if (left < heapSize && isBefore(heap[left], heap[first])) {
        first = left;
      }
      if (right < heapSize && isBefore(heap[right], heap[first])) {
        first = right;
      }
      if (first == parent) {
        return;
      }
      swap(first, parent);
      parent = first;
    }
  }

  private boolean isBefore(int a, int b) {
    long timeA = heads[a].timeNs();
    long timeB = heads[b].timeNs();
    return timeA < timeB || (timeA == timeB && a < b);
  }

  private void swap(int i, int j) {
    int kept = heap[i];
    heap[i] = heap[j];
    heap[j] = kept;
  }

  /** One summary for each capture, in the order given. */
  @Override
  public List<CaptureFileSummary> summaries() {
    return readers.stream().map(CaptureReader::summary).toList();
  }

  /** All captures as if they were one: counts added up, the first problem kept. */
  @Override
  public CaptureFileSummary summary() {
    List<CaptureFileSummary> all = summaries();
    if (all.size() == 1) {
      return all.get(0);
    }
    Set<String> formats = new LinkedHashSet<>();
    Set<String> linkTypes = new LinkedHashSet<>();
    for (CaptureFileSummary one : all) {
      formats.add(one.format());
      linkTypes.addAll(one.linkTypes());
    }
    return new CaptureFileSummary(
        String.join(", ", all.stream().map(CaptureFileSummary::name).toList()),
        String.join("+", formats),
        List.copyOf(linkTypes),
        all.stream().mapToLong(CaptureFileSummary::packets).sum(),
        all.stream().mapToLong(CaptureFileSummary::bytes).sum(),
        all.stream().mapToLong(CaptureFileSummary::capturedBytes).sum(),
        null,
        null,
        firstProblem(all),
        dropped(all));
  }

  private static @Nullable String firstProblem(List<CaptureFileSummary> all) {
    for (CaptureFileSummary one : all) {
      if (one.problem() != null) {
        return Signatures.printable(one.name()) + ": " + one.problem();
      }
    }
    return null;
  }

  private static @Nullable Long dropped(List<CaptureFileSummary> all) {
    Long sum = null;
    for (CaptureFileSummary one : all) {
      Long dropped = one.droppedByKernel();
      if (dropped != null) {
        sum = (sum == null ? 0 : sum) + dropped;
      }
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (CaptureReader reader : readers) {
      try {
        reader.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
