package io.tcpdx.lab.software;

import io.tcpdx.lab.program.HttpTruth;
import io.tcpdx.lab.program.Lookup;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A name server of our own, for what dnsmasq does not do on purpose: it answers late, or says that
 * it failed. By the first label of the name: {@code slow…} is answered after a delay, {@code fail…}
 * with SERVFAIL (RFC 1035 §4.1.1), all else at once; each with one A record, or none to AAAA.
 */
public final class NameServer implements Service {

  private static final String SOURCE = "the log of the lab's own name server";
  private static final int PORT = 53;
  private static final int MAX_MESSAGE = 512;
  private static final int HEADER = 12;
  private static final int TYPE_A = 1;
  private static final int TYPE_AAAA = 28;
  private static final int CLASS_IN = 1;
  private static final int TTL_SECONDS = 60;
  private static final int RESPONSE_RECURSIVE = 0x8180;
  private static final int SERVFAIL = 2;

  /** The name of the question, by a pointer to behind the header (RFC 1035 §4.1.4). */
  private static final int POINTER_TO_QUESTION = 0xc000 | HEADER;

  private final String address;
  private final long delayNs;
  private final Map<String, Lookup> lookups = new LinkedHashMap<>();

  public NameServer(String address, double delaySeconds) {
    this.address = address;
    this.delayNs = (long) (delaySeconds * 1e9);
  }

  private record Question(String name, String type, int end) {}

  @Override
  public List<Program> programs() {
    return List.of();
  }

  @Override
  public void start(Workplace place) throws IOException, InterruptedException {
    // Opened on this thread, so that it belongs to its namespace.
    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, PORT));
    synchronized (lookups) {
      lookups.clear();
    }
    Thread thread = new Thread(() -> serve(socket), "name server");
    thread.setDaemon(true);
    thread.start();
    place.whenDone(socket::close);
  }

  private void serve(DatagramSocket socket) {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_MESSAGE], MAX_MESSAGE);
        socket.receive(packet);
        answer(socket, packet);
      }
    } catch (SocketException e) {
      // Closed: the run is over.
    } catch (IOException e) {
      socket.close();
    }
  }

  private void answer(DatagramSocket socket, DatagramPacket packet) throws IOException {
    byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
    Question question = question(query);
    boolean fails = question.name().startsWith("fail");
    boolean has = question.type().equals("A");
    String outcome = fails ? "servfail" : has ? "answered" : "no-data";
    String client = packet.getAddress().getHostAddress();
    synchronized (lookups) {
      lookups.merge(
          question.name() + " " + question.type(),
          new Lookup(question.name(), question.type(), client, outcome, 1, null),
          NameServer::again);
    }
    if (question.name().startsWith("slow")) {
      LockSupport.parkNanos(delayNs);
    }
    byte[] response = response(query, question, fails, has && !fails);
    socket.send(new DatagramPacket(response, response.length, packet.getSocketAddress()));
  }

  private static Lookup again(Lookup before, Lookup now) {
    Integer attempts = before.attempts();
    Integer more = attempts == null ? null : (Integer) (attempts + 1);
    return new Lookup(
        now.name(), now.type(), now.clientAddress(), now.outcome(), more, before.seconds());
  }

  private static Question question(byte[] query) {
    StringBuilder name = new StringBuilder();
    int at = HEADER;
    while (query[at] != 0) {
      int length = query[at];
      for (int i = 1; i <= length; i++) {
        name.append((char) query[at + i]);
      }
      name.append('.');
      at += length + 1;
    }
    int type = ByteBuffer.wrap(query).getShort(at + 1);
    String label = type == TYPE_A ? "A" : type == TYPE_AAAA ? "AAAA" : "TYPE" + type;
    return new Question(name.substring(0, Math.max(0, name.length() - 1)), label, at + 5);
  }

  private byte[] response(byte[] query, Question question, boolean fails, boolean record)
      throws IOException {
    ByteBuffer out = ByteBuffer.allocate(MAX_MESSAGE);
    out.put(query, 0, 2);
    out.putShort((short) (fails ? RESPONSE_RECURSIVE | SERVFAIL : RESPONSE_RECURSIVE));
    out.putShort((short) 1).putShort((short) (record ? 1 : 0)).putInt(0);
    out.put(query, HEADER, question.end() - HEADER);
    if (record) {
      byte[] ip = InetAddress.getByName(address).getAddress();
      out.putShort((short) POINTER_TO_QUESTION).putShort((short) TYPE_A);
      out.putShort((short) CLASS_IN).putInt(TTL_SECONDS);
      out.putShort((short) ip.length).put(ip);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  @Override
  public HttpTruth logged(Workplace place) {
    synchronized (lookups) {
      return HttpTruth.ofLookups(SOURCE, List.copyOf(lookups.values()));
    }
  }
}
