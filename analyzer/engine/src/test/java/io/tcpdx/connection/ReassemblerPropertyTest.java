package io.tcpdx.connection;

import static io.tcpdx.connection.Direction.CLIENT_TO_SERVER;
import static io.tcpdx.connection.Direction.SERVER_TO_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.wire.TcpView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * A random stream, cut into segments that are duplicated, overlap, change places, are lost or cut
 * short, is put in order again.
 */
final class ReassemblerPropertyTest {
  private static final int NO_LIMIT = Reassembler.MAX_HELD_BYTES;
  private static final int MAX_SEGMENT = 200;

  /** A part of the stream that travels as one segment; of it the capture keeps the beginning. */
  private record Part(int start, int length, int captured) {
    int end() {
      return start + length;
    }
  }

  @Property
  void anyOrderDuplicationSplittingAndOverlapDeliversTheStream(
      @ForAll @Size(min = 1, max = 2000) byte[] stream, @ForAll int initial, @ForAll long seed) {
    Random random = new Random(seed);
    ReassemblerRecord told = new ReassemblerRecord();
    ReassemblerConversation talk = new ReassemblerConversation(told, initial, NO_LIMIT);
    talk.handshake();
    List<Part> parts = parts(stream.length, random);
    Collections.shuffle(parts, random);
    int finAfter = random.nextInt(parts.size() + 1);
    for (int i = 0; i < parts.size(); i++) {
      if (i == finAfter) {
        fin(talk, stream.length);
      }
      send(talk, stream, parts.get(i));
    }
    if (finAfter == parts.size()) {
      fin(talk, stream.length);
    }
    assertThat(told.bytes(CLIENT_TO_SERVER)).isEqualTo(stream);
    assertThat(told.known(CLIENT_TO_SERVER)).doesNotContain(false);
    assertThat(told.end(CLIENT_TO_SERVER)).isEqualTo(StreamEnd.FIN);
    assertThat(talk.heldBytes()).isZero();
  }

  @Property
  void lostAndCutSegmentsDeliverTheStreamLessItsGaps(
      @ForAll @Size(min = 1, max = 2000) byte[] stream,
      @ForAll int initial,
      @ForAll @IntRange(min = 1, max = 9) int lostInTen,
      @ForAll long seed) {
    Random random = new Random(seed);
    ReassemblerRecord told = new ReassemblerRecord();
    ReassemblerConversation talk = new ReassemblerConversation(told, initial, NO_LIMIT);
    talk.handshake();
    List<Part> parts = parts(stream.length, random);
    parts.removeIf(part -> random.nextInt(10) < lostInTen);
    parts.replaceAll(part -> random.nextInt(4) == 0 ? cut(part, random) : part);
    Collections.shuffle(parts, random);
    boolean[] seen = new boolean[stream.length];
    boolean[] kept = new boolean[stream.length];
    for (Part part : parts) {
      for (int i = part.start(); i < part.end(); i++) {
        kept[i] |= !seen[i] && i < part.start() + part.captured();
        seen[i] = true;
      }
      send(talk, stream, part);
    }
    fin(talk, stream.length);
    talk.finish();
    assertDelivered(told, stream, kept);
    assertThat(told.end(CLIENT_TO_SERVER)).isEqualTo(StreamEnd.FIN);
    assertThat(talk.heldBytes()).isZero();
  }

  @Property
  void whatPassesBeforeItIsAcknowledgedIsDelivered(
      @ForAll @Size(min = 1, max = 2000) byte[] stream,
      @ForAll int initial,
      @ForAll @IntRange(min = 0, max = 5) int lostInTen,
      @ForAll long seed) {
    Random random = new Random(seed);
    ReassemblerRecord told = new ReassemblerRecord();
    ReassemblerConversation talk = new ReassemblerConversation(told, initial, NO_LIMIT);
    talk.handshake();
    List<Part> parts = parts(stream.length, random);
    parts.removeIf(part -> random.nextInt(10) < lostInTen);
    shuffleNear(parts, random);
    boolean[] passed = new boolean[stream.length];
    int acked = 0;
    for (Part part : parts) {
      if (random.nextInt(3) == 0) {
        acked = Math.max(acked, random.nextInt(Math.min(stream.length, part.end() + 50) + 1));
        talk.ack(SERVER_TO_CLIENT, acked);
      }
      Arrays.fill(passed, Math.min(part.end(), Math.max(part.start(), acked)), part.end(), true);
      send(talk, stream, part);
    }
    fin(talk, stream.length);
    talk.finish();
    byte[] delivered = told.bytes(CLIENT_TO_SERVER);
    List<Boolean> known = told.known(CLIENT_TO_SERVER);
    assertThat(delivered).hasSameSizeAs(stream);
    for (int i = 0; i < stream.length; i++) {
      assertThat(known.get(i) ? delivered[i] : stream[i]).isEqualTo(stream[i]);
      assertThat(known.get(i) || !passed[i]).as("byte %d passed and was not delivered", i).isTrue();
    }
  }

  @Property
  void memoryStaysWithinItsLimit(
      @ForAll @Size(min = 1, max = 4000) byte[] stream,
      @ForAll int initial,
      @ForAll @IntRange(min = 0, max = 2000) int limit,
      @ForAll long seed) {
    Random random = new Random(seed);
    ReassemblerRecord told = new ReassemblerRecord();
    ReassemblerConversation talk = new ReassemblerConversation(told, initial, limit);
    talk.handshake();
    List<Part> parts = parts(stream.length, random);
    Collections.shuffle(parts, random);
    for (Part part : parts) {
      send(talk, stream, part);
      assertThat(talk.heldBytes()).isBetween(0, limit);
    }
    fin(talk, stream.length);
    boolean gaps = told.known(CLIENT_TO_SERVER).contains(false);
    assertThat(talk.heldBytes()).isZero();
    assertThat(told.end(CLIENT_TO_SERVER)).isEqualTo(StreamEnd.FIN);
    boolean[] known = new boolean[stream.length];
    for (int i = 0; i < stream.length; i++) {
      known[i] = told.known(CLIENT_TO_SERVER).get(i);
    }
    assertDelivered(told, stream, known);
    assertThat(talk.finish().limitsHit().stream().anyMatch(hit -> hit.contains("out of order")))
        .isEqualTo(gaps);
  }

  private static void assertDelivered(ReassemblerRecord told, byte[] stream, boolean[] kept) {
    byte[] expected = stream.clone();
    List<Boolean> known = new ArrayList<>();
    for (int i = 0; i < stream.length; i++) {
      expected[i] = kept[i] ? stream[i] : (byte) ReassemblerRecord.MISSING;
      known.add(kept[i]);
    }
    assertThat(told.bytes(CLIENT_TO_SERVER)).isEqualTo(expected);
    assertThat(told.known(CLIENT_TO_SERVER)).isEqualTo(known);
  }

  /** Parts that cover all of the stream in order, and some more anywhere. */
  private static List<Part> parts(int streamLength, Random random) {
    List<Part> parts = new ArrayList<>();
    for (int at = 0; at < streamLength; ) {
      int length = Math.min(streamLength - at, 1 + random.nextInt(MAX_SEGMENT));
      parts.add(new Part(at, length, length));
      if (random.nextInt(3) == 0) {
        int start = random.nextInt(streamLength);
        int more = Math.min(streamLength - start, 1 + random.nextInt(MAX_SEGMENT));
        parts.add(new Part(start, more, more));
      }
      at += length;
    }
    return parts;
  }

  private static Part cut(Part part, Random random) {
    return new Part(part.start(), part.length(), random.nextInt(part.length() + 1));
  }

  private static void shuffleNear(List<Part> parts, Random random) {
    for (int i = 1; i < parts.size(); i++) {
      Collections.swap(parts, i, Math.max(0, i - random.nextInt(4)));
    }
  }

  private static void send(ReassemblerConversation talk, byte[] stream, Part part) {
    byte[] payload = Arrays.copyOfRange(stream, part.start(), part.end());
    talk.send(CLIENT_TO_SERVER, TcpView.ACK, part.start(), 0, payload, part.captured());
  }

  private static void fin(ReassemblerConversation talk, int streamLength) {
    talk.send(CLIENT_TO_SERVER, TcpView.FIN | TcpView.ACK, streamLength, 0, new byte[0], 0);
  }
}
