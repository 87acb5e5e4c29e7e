package io.tcpdx.connection;

import io.tcpdx.wire.Packet;
import org.jspecify.annotations.Nullable;

/** Finds views by their 4-tuple: open-addressed, with linear probing. Not thread-safe. */
final class ViewSlots {
  private static final int INITIAL_SLOTS = 1024;

  private @Nullable View[] slots = new View[INITIAL_SLOTS];
  private int count;

  @Nullable View find(Packet packet, boolean sourceIsFirst, int hash) {
    int mask = slots.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      View candidate = slots[i];
      if (candidate == null || candidate.key.matches(packet, sourceIsFirst)) {
        return candidate;
      }
    }
  }

  void add(View view, int hash) {
    if ((count + 1) * 2 > slots.length) {
      grow();
    }
    insert(view, hash);
    view.inTable = true;
    count++;
  }

  /** Takes a view out, closing the hole that it leaves (Knuth 6.4 R). */
  void remove(View view) {
    int mask = slots.length - 1;
    int hole = view.key.tableHash() & mask;
    while (slots[hole] != view) {
      hole = (hole + 1) & mask;
    }
    slots[hole] = null;
    view.inTable = false;
    count--;
    for (int i = (hole + 1) & mask; ; i = (i + 1) & mask) {
      View moved = slots[i];
      if (moved == null) {
        return;
      }
      int home = moved.key.tableHash() & mask;
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        slots[hole] = moved;
        slots[i] = null;
        hole = i;
      }
    }
  }

  private void insert(View view, int hash) {
    int mask = slots.length - 1;
    int i = hash & mask;
    while (slots[i] != null) {
      i = (i + 1) & mask;
    }
    slots[i] = view;
  }

  private void grow() {
    @Nullable View[] old = slots;
    slots = new View[old.length * 2];
    for (View view : old) {
      if (view != null) {
        insert(view, view.key.tableHash());
      }
    }
  }
}
