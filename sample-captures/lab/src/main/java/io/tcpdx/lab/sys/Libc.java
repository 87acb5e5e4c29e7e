package io.tcpdx.lab.sys;

import com.sun.jna.Native;
import java.nio.ByteBuffer;

/**
 * The system calls of the lab, mapped directly (no reflection per call). Sizes are {@code long} as
 * on every 64-bit Linux. A result of −1 means failure; {@link #errno()} says why.
 */
final class Libc {

  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int SOCK_STREAM = 1;
  static final int SOL_SOCKET = 1;
  static final int IPPROTO_TCP = 6;
  static final int CLONE_NEWNET = 0x40000000;
  static final int O_RDONLY = 0;
  static final int O_RDWR = 2;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;
  static final int MSG_NOSIGNAL = 0x4000;

  static {
    Native.register(Libc.class, "c");
  }

  private Libc() {}

  static native int open(String path, int flags);

  static native int close(int fd);

  static native int setns(int fd, int type);

  static native int ioctl(int fd, long request, byte[] argument);

  /** For requests whose argument is a value. */
  static native int ioctl(int fd, long request, long argument);

  static native long read(int fd, ByteBuffer buffer, long length);

  static native long write(int fd, ByteBuffer buffer, long length);

  static native int ppoll(ByteBuffer fds, long count, ByteBuffer timeout, long signalMask);

  static native int socket(int domain, int type, int protocol);

  static native int bind(int fd, byte[] address, int length);

  static native int listen(int fd, int backlog);

  static native int accept(int fd, byte[] address, int[] length);

  static native int connect(int fd, byte[] address, int length);

  static native int getsockname(int fd, byte[] address, int[] length);

  static native long send(int fd, byte[] data, long length, int flags);

  static native long recv(int fd, byte[] data, long length, int flags);

  static native int shutdown(int fd, int how);

  static native int setsockopt(int fd, int level, int name, byte[] value, int length);

  static native int getsockopt(int fd, int level, int name, byte[] value, int[] length);

  static native int sched_setscheduler(int pid, int policy, byte[] parameter);

  static native String strerror(int errno);

  static int errno() {
    return Native.getLastError();
  }

  /** Returns {@code result}, or throws what {@code errno} says about {@code call}. */
  static int check(int result, String call) throws SystemCallException {
    if (result < 0) {
      throw SystemCallException.of(call, errno());
    }
    return result;
  }
}
