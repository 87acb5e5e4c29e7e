package io.tcpdx.lab.sys;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A TCP socket with nothing between us and the kernel. Every call is bounded by {@link
 * #LIMIT_SECONDS}, so that no program of the lab can hang.
 */
public final class TcpSocket implements AutoCloseable {

  /** A call that blocks longer than this fails with EAGAIN. */
  public static final int LIMIT_SECONDS = 40;

  private static final int SO_REUSEADDR = 2;
  private static final int SO_SNDBUF = 7;
  private static final int SO_RCVBUF = 8;
  private static final int SO_KEEPALIVE = 9;
  private static final int SO_LINGER = 13;
  private static final int SO_RCVTIMEO = 20;
  private static final int SO_SNDTIMEO = 21;
  private static final int SO_MAX_PACING_RATE = 47;
  private static final int TCP_NODELAY = 1;
  private static final int TCP_KEEPIDLE = 4;
  private static final int TCP_KEEPINTVL = 5;
  private static final int TCP_SYNCNT = 7;
  private static final int TCP_INFO = 11;
  private static final int TCP_QUICKACK = 12;
  private static final int TCP_CONGESTION = 13;
  private static final int TCP_USER_TIMEOUT = 18;
  private static final int TCP_REPAIR = 19;
  private static final int TCP_REPAIR_QUEUE = 20;
  private static final int TCP_QUEUE_SEQ = 21;
  private static final int TCP_SEND_QUEUE = 2;
  private static final int TCP_REPAIR_OFF_WITHOUT_PROBE = -1;

  /** TCP_CA_NAME_MAX. */
  private static final int CONGESTION_NAME_LENGTH = 16;

  private static final long SIOCOUTQ = 0x5411;
  private static final long SIOCOUTQNSD = 0x894B;
  private static final long SIOCINQ = 0x541B;

  private final int fd;
  private final boolean ipv6;
  private volatile boolean open = true;

  private TcpSocket(int fd, boolean ipv6) throws SystemCallException {
    this.fd = fd;
    this.ipv6 = ipv6;
    byte[] limit = timeval(LIMIT_SECONDS);
    option(Libc.SOL_SOCKET, SO_RCVTIMEO, limit, "SO_RCVTIMEO");
    option(Libc.SOL_SOCKET, SO_SNDTIMEO, limit, "SO_SNDTIMEO");
  }

  /**
   * A socket in the namespace of the calling thread; what it accepts inherits the congestion
   * control.
   */
  public static TcpSocket create(boolean ipv6, String congestionControl)
      throws SystemCallException {
    int domain = ipv6 ? Libc.AF_INET6 : Libc.AF_INET;
    int fd = Libc.check(Libc.socket(domain, Libc.SOCK_STREAM, 0), "socket");
    TcpSocket socket = new TcpSocket(fd, ipv6);
    byte[] name = congestionControl.getBytes(StandardCharsets.US_ASCII);
    socket.option(Libc.IPPROTO_TCP, TCP_CONGESTION, name, "TCP_CONGESTION " + congestionControl);
    return socket;
  }

  /** The congestion control that the kernel uses on this socket. */
  public String congestionControl() throws SystemCallException {
    byte[] name = new byte[CONGESTION_NAME_LENGTH];
    int[] length = {name.length};
    Libc.check(
        Libc.getsockopt(fd, Libc.IPPROTO_TCP, TCP_CONGESTION, name, length), "TCP_CONGESTION");
    int end = 0;
    while (end < length[0] && name[end] != 0) {
      end++;
    }
    return new String(name, 0, end, StandardCharsets.US_ASCII);
  }

  public void listen(Address address) throws SystemCallException {
    option(Libc.SOL_SOCKET, SO_REUSEADDR, 1, "SO_REUSEADDR");
    byte[] bytes = address.sockaddr();
    Libc.check(Libc.bind(fd, bytes, bytes.length), "bind " + address);
    Libc.check(Libc.listen(fd, 128), "listen");
  }

  public TcpSocket accept() throws SystemCallException {
    byte[] peer = new byte[28];
    int accepted = Libc.check(Libc.accept(fd, peer, new int[] {peer.length}), "accept");
    return new TcpSocket(accepted, ipv6);
  }

  public void connect(Address address) throws SystemCallException {
    byte[] bytes = address.sockaddr();
    Libc.check(Libc.connect(fd, bytes, bytes.length), "connect");
  }

  /** Binds this end's port, any address, before connecting. */
  public void bindPort(int port) throws SystemCallException {
    byte[] bytes = new Address(ipv6 ? "::" : "0.0.0.0", port).sockaddr();
    Libc.check(Libc.bind(fd, bytes, bytes.length), "bind port " + port);
  }

  /**
   * Has the next connect start at this sequence number, where the kernel's own choice would rise
   * with time. To be called before {@link #bindPort}.
   */
  public void initialSequence(int number) throws SystemCallException {
    option(Libc.IPPROTO_TCP, TCP_REPAIR, 1, "TCP_REPAIR");
    option(Libc.IPPROTO_TCP, TCP_REPAIR_QUEUE, TCP_SEND_QUEUE, "TCP_REPAIR_QUEUE");
    option(Libc.IPPROTO_TCP, TCP_QUEUE_SEQ, number, "TCP_QUEUE_SEQ");
    option(Libc.IPPROTO_TCP, TCP_REPAIR, TCP_REPAIR_OFF_WITHOUT_PROBE, "TCP_REPAIR");
  }

  /** The local port, once connected or bound. */
  public int localPort() throws SystemCallException {
    byte[] name = new byte[28];
    Libc.check(Libc.getsockname(fd, name, new int[] {name.length}), "getsockname");
    return Short.toUnsignedInt(ByteBuffer.wrap(name).getShort(2));
  }

  /** One send(2); returns how many bytes the kernel took. */
  public int send(byte[] data) throws SystemCallException {
    long sent = Libc.send(fd, data, data.length, Libc.MSG_NOSIGNAL);
    return Libc.check((int) sent, "send");
  }

  /** One recv(2); 0 is the end of the stream. */
  public int receive(byte[] into, int length) throws SystemCallException {
    return Libc.check((int) Libc.recv(fd, into, length, 0), "recv");
  }

  /** Sends FIN once all data is out; receiving goes on. */
  public void shutdownWrite() throws SystemCallException {
    Libc.check(Libc.shutdown(fd, 1), "shutdown");
  }

  public void noDelay(boolean on) throws SystemCallException {
    option(Libc.IPPROTO_TCP, TCP_NODELAY, on ? 1 : 0, "TCP_NODELAY");
  }

  /** Asks for ACKs at once; the kernel forgets it, so it must be asked again after each read. */
  public void quickAck() throws SystemCallException {
    option(Libc.IPPROTO_TCP, TCP_QUICKACK, 1, "TCP_QUICKACK");
  }

  /** Makes {@link #close()} abortive: RST instead of FIN. */
  public void lingerZero() throws SystemCallException {
    byte[] linger = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putInt(1).array();
    option(Libc.SOL_SOCKET, SO_LINGER, linger, "SO_LINGER");
  }

  public void sendBuffer(int bytes) throws SystemCallException {
    option(Libc.SOL_SOCKET, SO_SNDBUF, bytes, "SO_SNDBUF");
  }

  /** Bytes of receive buffer; the kernel doubles them and then no longer adapts the window. */
  public void receiveBuffer(int bytes) throws SystemCallException {
    option(Libc.SOL_SOCKET, SO_RCVBUF, bytes, "SO_RCVBUF");
  }

  /** The kernel spreads what it sends so that it never exceeds this. */
  public void maxPacingRate(int bytesPerSecond) throws SystemCallException {
    option(Libc.SOL_SOCKET, SO_MAX_PACING_RATE, bytesPerSecond, "SO_MAX_PACING_RATE");
  }

  /** Keep-alives after so many seconds of silence, and as often. */
  public void keepAliveEvery(int seconds) throws SystemCallException {
    option(Libc.SOL_SOCKET, SO_KEEPALIVE, 1, "SO_KEEPALIVE");
    option(Libc.IPPROTO_TCP, TCP_KEEPIDLE, seconds, "TCP_KEEPIDLE");
    option(Libc.IPPROTO_TCP, TCP_KEEPINTVL, seconds, "TCP_KEEPINTVL");
  }

  /** How many times an unanswered SYN is sent again. */
  public void synRetries(int count) throws SystemCallException {
    option(Libc.IPPROTO_TCP, TCP_SYNCNT, count, "TCP_SYNCNT");
  }

  /** How long data may stay unacknowledged before the kernel gives the connection up. */
  public void userTimeoutMs(int milliseconds) throws SystemCallException {
    option(Libc.IPPROTO_TCP, TCP_USER_TIMEOUT, milliseconds, "TCP_USER_TIMEOUT");
  }

  /** Bytes written that the kernel has not sent even once. */
  public int unsentBytes() throws SystemCallException {
    return queue(SIOCOUTQNSD, "SIOCOUTQNSD");
  }

  /** Bytes written that the peer has not acknowledged, sent or not. */
  public int unacknowledgedBytes() throws SystemCallException {
    return queue(SIOCOUTQ, "SIOCOUTQ");
  }

  /** Bytes received that the program has not read. */
  public int unreadBytes() throws SystemCallException {
    return queue(SIOCINQ, "SIOCINQ");
  }

  public TcpInfo info() throws SystemCallException {
    byte[] bytes = new byte[TcpInfo.LENGTH];
    return TcpInfo.parse(bytes, info(bytes));
  }

  /**
   * Has the kernel fill in its {@code struct tcp_info}, for {@link TcpInfo#parse} and {@link
   * TcpInfo#sendingMoved}.
   *
   * @param bytes {@link TcpInfo#LENGTH} of them
   * @return how many of them this kernel filled
   */
  public int info(byte[] bytes) throws SystemCallException {
    int[] length = {bytes.length};
    Libc.check(Libc.getsockopt(fd, Libc.IPPROTO_TCP, TCP_INFO, bytes, length), "TCP_INFO");
    return length[0];
  }

  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      Libc.close(fd);
    }
  }

  private int queue(long request, String name) throws SystemCallException {
    byte[] value = new byte[Integer.BYTES];
    Libc.check(Libc.ioctl(fd, request, value), name);
    return ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).getInt();
  }

  private void option(int level, int name, int value, String label) throws SystemCallException {
    byte[] bytes =
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(value).array();
    option(level, name, bytes, label);
  }

  private void option(int level, int name, byte[] value, String label) throws SystemCallException {
    Libc.check(Libc.setsockopt(fd, level, name, value, value.length), label);
  }

  private static byte[] timeval(long seconds) {
    return ByteBuffer.allocate(16).order(ByteOrder.nativeOrder()).putLong(seconds).array();
  }
}
