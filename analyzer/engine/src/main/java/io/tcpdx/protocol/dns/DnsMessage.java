package io.tcpdx.protocol.dns;

import io.tcpdx.wire.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What of a DNS message a look-up needs (RFC 1035 §4.1).
 *
 * @param id pairs question and answer
 * @param answer whether it is one
 * @param truncated whether the rest is to be asked for over TCP
 * @param responseCode RCODE of an answer, 0 for success; of one that was cut, its lower four bits
 * @param name asked for, in lower case, without the last dot
 * @param type asked for, as {@code A} or {@code AAAA}
 * @param answers records in the answer section, as its header says
 * @param addresses among these, those that are addresses and were captured, as text like {@link
 *     io.tcpdx.connection.Endpoint#address}
 */
record DnsMessage(
    int id,
    boolean answer,
    boolean truncated,
    int responseCode,
    String name,
    String type,
    int answers,
    List<String> addresses) {
  /** Addresses of one answer that are kept. */
  private static final int MAX_ADDRESSES = 64;

  /** Where the flags stand that say whether the message was truncated: TC (RFC 1035 §4.1.1). */
  private static final int FLAGS_OFFSET = 2;

  private static final byte TRUNCATED = 0x02;

  /** Reads a message; null where the bytes are none, or none that asks one question. */
  static @Nullable DnsMessage read(byte[] bytes) {
    return read(bytes, false);
  }

  /**
   * Reads a message as far as it was captured.
   *
   * @param cut whether the capture lacks its end
   */
  static @Nullable DnsMessage read(byte[] bytes, boolean cut) {
    if (bytes.length <= FLAGS_OFFSET) {
      return null;
    }
    boolean truncated = (bytes[FLAGS_OFFSET] & TRUNCATED) != 0;
    try {
      Message message = new Message(cut ? markedTruncated(bytes) : bytes);
      Record question = message.getQuestion();
      return question == null || message.getHeader().getOpcode() != Opcode.QUERY
          ? null
          : of(message, question, truncated);
    } catch (IOException | RuntimeException e) {
      return null; // the library promises IOException; from bytes of anybody, promises are checked
    }
  }

  /** A copy of which the library reads what is there: of a truncated message the end may lack. */
  private static byte[] markedTruncated(byte[] bytes) {
    byte[] marked = bytes.clone();
    marked[FLAGS_OFFSET] |= TRUNCATED;
    return marked;
  }

  private static DnsMessage of(Message message, Record question, boolean truncated) {
    List<String> addresses = new ArrayList<>();
    List<Record> answers = message.getSection(Section.ANSWER);
    for (Record answer : answers) {
      if (addresses.size() < MAX_ADDRESSES) {
        if (answer instanceof ARecord a) {
          addresses.add(text(a.getAddress()));
        } else if (answer instanceof AAAARecord aaaa) {
          addresses.add(text(aaaa.getAddress()));
        }
      }
    }
    String name = question.getName().toString(true).toLowerCase(Locale.ROOT);
    return new DnsMessage(
        message.getHeader().getID(),
        message.getHeader().getFlag(Flags.QR),
        truncated,
        message.getRcode(),
        name,
        Type.string(question.getType()),
        message.getHeader().getCount(Section.ANSWER),
        List.copyOf(addresses));
  }

  private static String text(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    IpAddress value =
        bytes.capacity() == 4
            ? new IpAddress(4, 0, Integer.toUnsignedLong(bytes.getInt()))
            : new IpAddress(6, bytes.getLong(), bytes.getLong());
    return value.toString();
  }
}
