package io.tcpdx.lab.sys;

import java.io.IOException;

/** A system call failed; {@link #errno()} is the kernel's reason. */
public final class SystemCallException extends IOException {

  private static final long serialVersionUID = 1L;

  public static final int EAGAIN = 11;
  public static final int EPIPE = 32;
  public static final int EADDRNOTAVAIL = 99;
  public static final int ECONNRESET = 104;
  public static final int ETIMEDOUT = 110;
  public static final int ECONNREFUSED = 111;

  private final int errno;

  private SystemCallException(String message, int errno) {
    super(message);
    this.errno = errno;
  }

  static SystemCallException of(String call, int errno) {
    return new SystemCallException(call + ": " + Libc.strerror(errno), errno);
  }

  public int errno() {
    return errno;
  }
}
