package io.tcpdx.lab.sys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One end of the link: a TUN (bare IP packets) or TAP (Ethernet frames) device inside a namespace,
 * whose file descriptor the emulator holds outside. Reads do not block.
 *
 * <p>With offload the kernel hands out super-segments, with checksums not yet made. What it says
 * about them, its {@code virtio_net_hdr}, travels behind the frame's last byte, where nobody who
 * reads the frame by its own lengths looks.
 */
public final class TunDevice implements AutoCloseable {

  private static final int IFF_TUN = 0x1;
  private static final int IFF_TAP = 0x2;
  private static final int IFF_NO_PI = 0x1000;
  private static final int IFF_VNET_HDR = 0x4000;
  private static final long TUNSETOFFLOAD = 0x400454d0L;

  /** TUN_F_CSUM, TUN_F_TSO4 and TUN_F_TSO6. */
  private static final long TSO = 0x01 | 0x02 | 0x04;

  /** Length of {@code struct virtio_net_hdr}. */
  public static final int OFFLOAD_TRAILER = 10;

  private static final long TUNSETIFF = 0x400454caL;
  private static final int IFREQ_LENGTH = 40;
  private static final int IFREQ_FLAGS_OFFSET = 16;
  private static final int MAX_FRAME = 65536 + 64;

  private static final short POLLIN = 1;
  private static final int POLLFD_LENGTH = 8;

  private final int fd;
  private final int trailer;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_FRAME);

  private TunDevice(int fd, int trailer) {
    this.fd = fd;
    this.trailer = trailer;
  }

  /** Makes the device in {@code namespace}; the kernel binds it to where the file was opened. */
  public static TunDevice create(
      Namespace namespace, String name, boolean ethernet, boolean offload) throws IOException {
    return namespace.call(() -> open(name, ethernet, offload));
  }

  private static TunDevice open(String name, boolean ethernet, boolean offload)
      throws SystemCallException {
    int flags = Libc.O_RDWR | Libc.O_NONBLOCK | Libc.O_CLOEXEC;
    int fd = Libc.check(Libc.open("/dev/net/tun", flags), "open /dev/net/tun");
    byte[] request = new byte[IFREQ_LENGTH];
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, request, 0, ascii.length);
    int kind = (ethernet ? IFF_TAP : IFF_TUN) | IFF_NO_PI | (offload ? IFF_VNET_HDR : 0);
    ByteBuffer.wrap(request)
        .order(ByteOrder.nativeOrder())
        .putShort(IFREQ_FLAGS_OFFSET, (short) kind);
    Libc.check(Libc.ioctl(fd, TUNSETIFF, request), "TUNSETIFF " + name);
    if (offload) {
      Libc.check(Libc.ioctl(fd, TUNSETOFFLOAD, TSO), "TUNSETOFFLOAD " + name);
    }
    return new TunDevice(fd, offload ? OFFLOAD_TRAILER : 0);
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
    buffer.get(trailer, frame, 0, frame.length - trailer);
    buffer.get(0, frame, frame.length - trailer, trailer);
    return frame;
  }

  /** How many bytes of a frame that was read are not the frame's. */
  public int trailer() {
    return trailer;
  }

  /** Hands a frame to the kernel as if it had come in on this device. */
  public void write(byte[] frame) throws SystemCallException {
    buffer.put(0, frame, frame.length - trailer, trailer);
    buffer.put(trailer, frame, 0, frame.length - trailer);
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
