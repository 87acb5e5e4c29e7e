package io.tcpdx.protocol.http;

import io.tcpdx.protocol.Fields;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads the heads of all connections of an analysis. Clients and servers repeat themselves: a head
 * that was read before is not read again, and equal words are kept once. What is remembered is
 * bounded: 2 MB of heads, and 4096 words.
 */
public final class Heads {
  private static final int REMEMBERED = 1 << 10;
  private static final int LONGEST_HEAD = 1 << 11;
  private static final int WORDS = 1 << 12;
  private static final int LONGEST_WORD = 256;
  private static final int FREE_BUFFERS = 64;

  /** Names of hop-by-hop fields that are remembered: real ones are few. */
  private static final int MAX_NAMED = 64;

  private final boolean keepAllFields;
  private final CRC32C checksum = new CRC32C();

  /** Checksums of heads by their lowest bits: what is seen for the second time is remembered. */
  private final long[] seen = new long[REMEMBERED];

  private final @Nullable Remembered[] remembered = new Remembered[REMEMBERED];
  private final @Nullable String[] words = new String[WORDS];
  private final Set<String> named = new HashSet<>();
  private final ArrayDeque<byte[]> freeBuffers = new ArrayDeque<>();

  /** A head that was read twice. */
  private static final class Remembered {
    final Head head;
    private final byte[] bytes;
    private final boolean ofRequest;

    Remembered(byte[] bytes, boolean ofRequest, Head head) {
      this.bytes = bytes;
      this.ofRequest = ofRequest;
      this.head = head;
    }

    boolean is(byte[] other, int length, boolean request) {
      return request == ofRequest && Arrays.equals(bytes, 0, bytes.length, other, 0, length);
    }
  }

  /**
   * @param keepAllFields whether to keep every field; else only those that a diagnosis can need
   */
  public Heads(boolean keepAllFields) {
    this.keepAllFields = keepAllFields;
  }

  /**
   * Reads a head.
   *
   * @param bytes its lines with their ends
   * @return null where its first line is no start line
   */
  @Nullable Head read(byte[] bytes, int length, boolean request) {
    checksum.reset();
    checksum.update(bytes, 0, length);
    long sum = (checksum.getValue() << 1) | 1; // 0 stands for none
    int place = (int) (sum >>> 1) & (REMEMBERED - 1);
    Remembered known = remembered[place];
    if (known != null && known.is(bytes, length, request)) {
      return known.head;
    }
    Head head = HeadParser.parse(HeadParser.text(bytes, length), request, keepAllFields, this);
    if (seen[place] == sum && head != null && length <= LONGEST_HEAD) {
      remembered[place] = new Remembered(Arrays.copyOf(bytes, length), request, head);
    }
    seen[place] = sum;
    return head;
  }

  /** The fields of a trailer section. */
  Fields trailers(String text) {
    return HeadParser.trailers(text, keepAllFields, this);
  }

  /**
   * A Connection field had that name: a field of that name is kept from now on, in any message.
   *
   * @param name in lower case
   */
  void noteNamed(String name) {
    if (named.size() < MAX_NAMED && name.length() <= LONGEST_WORD && named.add(name)) {
      Arrays.fill(remembered, null); // they were read without knowing
    }
  }

  /** The names that Connection fields had. */
  Set<String> named() {
    return named;
  }

  /** The same text, if possible as it was kept before. */
  String word(String text) {
    if (text.length() > LONGEST_WORD) {
      return text;
    }
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 12)) & (WORDS - 1);
    String known = words[place];
    if (known != null && known.equals(text)) {
      return known;
    }
    words[place] = text;
    return text;
  }

  /** Memory for a head, of at least that many bytes. */
  byte[] buffer(int length) {
    byte[] free = freeBuffers.poll();
    return free == null || free.length < length ? new byte[length] : free;
  }

  /** Takes back what {@link #buffer} gave. */
  void giveBack(byte[] buffer) {
    if (freeBuffers.size() < FREE_BUFFERS) {
      freeBuffers.push(buffer);
    }
  }
}
