package io.tcpdx.protocol.http2;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The streams of a connection that are open, by their number: open addressing, linear probing. */
final class StreamTable {
  private static final int INITIAL_CAPACITY = 16;

  private @Nullable Stream[] slots = new @Nullable Stream[INITIAL_CAPACITY];
  private int size;

  int size() {
    return size;
  }

  /** The open stream of that number, or null. */
  @Nullable Stream get(int id) {
    return slots[slotOf(id)];
  }

  void add(Stream stream) {
    if ((size + 1) * 2 > slots.length) {
      grow();
    }
    slots[slotOf(stream.id)] = stream;
    size++;
  }

  void remove(int id) {
    int hole = slotOf(id);
    if (slots[hole] == null) {
      return;
    }
    size--;
    slots[hole] = null;
    int mask = slots.length - 1;
    int at = (hole + 1) & mask;
    for (Stream moved = slots[at]; moved != null; moved = slots[at]) {
      slots[at] = null;
      slots[slotOf(moved.id)] = moved;
      at = (at + 1) & mask;
    }
  }

  void forEach(Consumer<Stream> action) {
    for (Stream stream : slots) {
      if (stream != null) {
        action.accept(stream);
      }
    }
  }

  /** Where that stream stands, or else the empty slot where it would. */
  private int slotOf(int id) {
    int mask = slots.length - 1;
    int at = (id * 0x9E3779B9) >>> 16 & mask;
    while (true) {
      Stream there = slots[at];
      if (there == null || there.id == id) {
        return at;
      }
      at = (at + 1) & mask;
    }
  }

  private void grow() {
    @Nullable Stream[] old = slots;
    slots = new @Nullable Stream[old.length * 2];
    for (Stream stream : old) {
      if (stream != null) {
        slots[slotOf(stream.id)] = stream;
      }
    }
  }
}
