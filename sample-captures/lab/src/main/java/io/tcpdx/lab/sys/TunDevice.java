package io.tcpdx.lab.sys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One end of the link: a TUN (bare IP packets) or TAP (Ethernet frames) device inside a namespace,
 * whose file descriptor the emulator holds outside. Reads do not block.
 */
public final class TunDevice implements AutoCloseable {

  private static final int IFF_TUN = 0x1;
  private static final int IFF_TAP = 0x2;
  private static final int IFF_NO_PI = 0x1000;
  private static final long TUNSETIFF = 0x400454caL;
  private static final int IFREQ_LENGTH = 40;
  private static final int IFREQ_FLAGS_OFFSET = 16;
  private static final int MAX_FRAME = 65536;

  private static final short POLLIN = 1;
  private static final int POLLFD_LENGTH = 8;

  private final int fd;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_FRAME);

  private TunDevice(int fd) {
    this.fd = fd;
  }

  /** Makes the device in {@code namespace}; the kernel binds it to where the file was opened. */
  public static TunDevice create(Namespace namespace, String name, boolean ethernet)
      throws IOException {
    return namespace.call(() -> open(name, ethernet));
  }

  private static TunDevice open(String name, boolean ethernet) throws SystemCallException {
    int flags = Libc.O_RDWR | Libc.O_NONBLOCK | Libc.O_CLOEXEC;
    int fd = Libc.check(Libc.open("/dev/net/tun", flags), "open /dev/net/tun");
    byte[] request = new byte[IFREQ_LENGTH];
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, request, 0, ascii.length);
    int kind = (ethernet ? IFF_TAP : IFF_TUN) | IFF_NO_PI;
    ByteBuffer.wrap(request)
        .order(ByteOrder.nativeOrder())
        .putShort(IFREQ_FLAGS_OFFSET, (short) kind);
    Libc.check(Libc.ioctl(fd, TUNSETIFF, request), "TUNSETIFF " + name);
    return new TunDevice(fd);
  }

  /** The next frame that the kernel sent on this device, or an empty array where there is none. */
  public byte[] read() throws SystemCallException {
    long length = Libc.read(fd, buffer, MAX_FRAME);
    if (length < 0) {
      if (Libc.errno() == SystemCallException.EAGAIN) {
        return new byte[0];
      }
      throw SystemCallException.of("read tun", Libc.errno());
    }
    byte[] frame = new byte[(int) length];
    buffer.get(0, frame);
    return frame;
  }

  /** Hands a frame to the kernel as if it had come in on this device. */
  public void write(byte[] frame) throws SystemCallException {
    buffer.put(0, frame);
    if (Libc.write(fd, buffer, frame.length) < 0) {
      throw SystemCallException.of("write tun", Libc.errno());
    }
  }

  /** Sleeps until one of both devices has a frame, or {@code timeoutNs} have passed. */
  public static void await(TunDevice a, TunDevice b, long timeoutNs) {
    ByteBuffer fds =
        ByteBuffer.allocateDirect(2 * POLLFD_LENGTH)
            .order(ByteOrder.nativeOrder())
            .putInt(a.fd)
            .putShort(POLLIN)
            .putShort((short) 0)
            .putInt(b.fd)
            .putShort(POLLIN)
            .putShort((short) 0)
            .flip();
    ByteBuffer timeout =
        ByteBuffer.allocateDirect(16)
            .order(ByteOrder.nativeOrder())
            .putLong(timeoutNs / 1_000_000_000L)
            .putLong(timeoutNs % 1_000_000_000L)
            .flip();
    Libc.ppoll(fds, 2, timeout, 0);
  }

  @Override
  public void close() {
    Libc.close(fd);
  }
}
