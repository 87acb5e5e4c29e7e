package io.tcpdx.protocol.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class StreamTableTest {
  @Property
  void isAMap(@ForAll @Size(max = 400) List<@IntRange(min = -60, max = 60) Integer> acts) {
    StreamTable table = new StreamTable();
    Map<Integer, Stream> expected = new HashMap<>();
    for (int act : acts) {
      int id = Math.abs(act) * 65_536 + 1; // collide at the table's smallest
      if (act < 0) {
        table.remove(id);
        expected.remove(id);
      } else if (!expected.containsKey(id)) {
        Stream stream = new Stream(id, 0, 0);
        table.add(stream);
        expected.put(id, stream);
      }
    }
    assertThat(table.size()).isEqualTo(expected.size());
    for (int id = 1; id <= 60 * 65_536 + 1; id += 65_536) {
      assertThat(table.get(id)).isSameAs(expected.get(id));
    }
    TreeSet<Integer> all = new TreeSet<>();
    table.forEach(stream -> all.add(stream.id));
    assertThat(all).isEqualTo(new TreeSet<>(expected.keySet()));
  }
}
