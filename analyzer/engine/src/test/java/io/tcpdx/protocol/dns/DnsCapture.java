package io.tcpdx.protocol.dns;

import io.tcpdx.AnalysisListener;
import io.tcpdx.AnalysisOptions;
import io.tcpdx.Analyzer;
import io.tcpdx.report.Report;
import io.tcpdx.wire.Frame;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * A capture at 10.0.0.1: what it asks 10.0.0.53, and to whom it connects. Times in milliseconds.
 */
public final class DnsCapture {
  private static final long START_NS = 1_700_000_000_000_000_000L;
  private static final int CLIENT = 0x0a000001;
  private static final int RESOLVER = 0x0a000035;
  private static final int UDP = 17;
  private static final int TCP = 6;
  private static final int SYN = 2;
  private static final int ACK = 16;

  private final List<Seen> frames = new ArrayList<>();

  private int clientPort = 40_000;
  private int resolver = RESOLVER;
  private int snapLength = Integer.MAX_VALUE;

  private record Seen(long timeNs, ByteBuffer bytes) {}

  /** The client asks from that port. */
  public DnsCapture from(int port) {
    clientPort = port;
    return this;
  }

  /** The client asks a resolver on its own host. */
  public DnsCapture ownResolver() {
    resolver = CLIENT;
    return this;
  }

  /** The capture keeps so many bytes of each frame. */
  public DnsCapture cutTo(int bytes) {
    snapLength = bytes;
    return this;
  }

  public DnsCapture ask(long atMs, int id, String name, int type) {
    return datagram(atMs, true, question(id, name, type).toWire());
  }

  public DnsCapture answer(long atMs, int id, String name, int type, String... addresses) {
    Message message = question(id, name, type);
    message.getHeader().setFlag(Flags.QR);
    for (String address : addresses) {
      message.addRecord(record(message.getQuestion().getName(), address), Section.ANSWER);
    }
    return datagram(atMs, false, message.toWire());
  }

  public DnsCapture nxdomain(long atMs, int id, String name, int type) {
    return failure(atMs, id, name, type, Rcode.NXDOMAIN);
  }

  public DnsCapture servfail(long atMs, int id, String name, int type) {
    return failure(atMs, id, name, type, Rcode.SERVFAIL);
  }

  private DnsCapture failure(long atMs, int id, String name, int type, int rcode) {
    Message message = question(id, name, type);
    message.getHeader().setFlag(Flags.QR);
    message.getHeader().setRcode(rcode);
    return datagram(atMs, false, message.toWire());
  }

  /** Any bytes as an answer. */
  public DnsCapture datagram(long atMs, boolean fromClient, byte[] payload) {
    ByteBuffer bytes =
        ip(UDP, 8 + payload.length, fromClient ? CLIENT : resolver, fromClient ? resolver : CLIENT);
    int from = fromClient ? clientPort : 53;
    int to = fromClient ? 53 : clientPort;
    bytes.putShort((short) from).putShort((short) to);
    bytes.putShort((short) (8 + payload.length)).putShort((short) 0).put(payload);
    return add(atMs, bytes);
  }

  /** A connection to that address, of which the set-up is seen. */
  public DnsCapture connect(long atMs, String server, int port) {
    int to = ByteBuffer.wrap(address(server).getAddress()).getInt();
    return segment(atMs, CLIENT, to, port, 80, 100, 0, SYN)
        .segment(atMs + 10, to, CLIENT, 80, port, 500, 101, SYN | ACK)
        .segment(atMs + 10, CLIENT, to, port, 80, 101, 501, ACK);
  }

  private DnsCapture segment(
      long atMs, int from, int to, int fromPort, int toPort, int sequence, int ack, int flags) {
    ByteBuffer bytes = ip(TCP, 20, from, to);
    bytes.putShort((short) fromPort).putShort((short) toPort).putInt(sequence).putInt(ack);
    bytes.put((byte) 0x50).put((byte) flags).putShort((short) 1000).putInt(0);
    return add(atMs, bytes);
  }

  private static ByteBuffer ip(int protocol, int length, int from, int to) {
    ByteBuffer bytes = ByteBuffer.allocate(14 + 20 + length);
    bytes.position(12).putShort((short) 0x0800);
    bytes.putShort((short) 0x4500).putShort((short) (20 + length)).putInt(0);
    bytes.put((byte) 64).put((byte) protocol).putShort((short) 0).putInt(from).putInt(to);
    return bytes;
  }

  private DnsCapture add(long atMs, ByteBuffer bytes) {
    frames.add(new Seen(START_NS + atMs * 1_000_000, bytes));
    return this;
  }

  private static Message question(int id, String name, int type) {
    Message message = new Message(id);
    try {
      Name absolute = Name.fromString(name + ".");
      message.addRecord(Record.newRecord(absolute, type, DClass.IN), Section.QUESTION);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(name, e);
    }
    return message;
  }

  private static Record record(Name name, String text) {
    InetAddress address = address(text);
    return address.getAddress().length == 4
        ? new ARecord(name, DClass.IN, 60, address)
        : new AAAARecord(name, DClass.IN, 60, address);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  public Report report() {
    Analyzer analyzer = new Analyzer(AnalysisOptions.DEFAULT, AnalysisListener.NONE);
    frames.sort(Comparator.comparingLong(Seen::timeNs));
    Frame frame = new Frame();
    long number = 0;
    for (Seen seen : frames) {
      int length = seen.bytes().capacity();
      frame.set(seen.bytes(), 0, Math.min(length, snapLength), length, seen.timeNs(), 1, ++number);
      analyzer.onFrame(frame);
    }
    return analyzer.finish(List.of());
  }

  /** {@code A}. */
  public static final int A = Type.A;

  /** {@code AAAA}. */
  public static final int AAAA = Type.AAAA;

  /** {@code PTR}. */
  public static final int PTR = Type.PTR;
}
