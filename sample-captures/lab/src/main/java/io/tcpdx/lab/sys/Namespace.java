package io.tcpdx.lab.sys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A network namespace of our own. {@link #close()} deletes it, and with it every device inside;
 * sockets and threads still in it keep it alive until they end.
 */
public final class Namespace implements AutoCloseable {

  private final String name;

  private Namespace(String name) {
    this.name = name;
  }

  public static Namespace create(String name) throws IOException {
    Commands.run("ip", "netns", "add", name);
    return new Namespace(name);
  }

  public String name() {
    return name;
  }

  /** Moves the calling thread into this namespace, for the rest of the thread's life. */
  public void enter() throws SystemCallException {
    int fd =
        Libc.check(Libc.open("/run/netns/" + name, Libc.O_RDONLY | Libc.O_CLOEXEC), "open netns");
    try {
      Libc.check(Libc.setns(fd, Libc.CLONE_NEWNET), "setns");
    } finally {
      Libc.close(fd);
    }
  }

  /** Calls {@code task} on a fresh thread inside this namespace. */
  public <T> T call(Callable<T> task) throws IOException {
    FutureTask<T> future =
        new FutureTask<>(
            () -> {
              enter();
              return task.call();
            });
    new Thread(future, name).start();
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException(name + ": " + e.getCause(), e.getCause());
    }
  }

  /** Runs {@code ip -n NAME …}. */
  public String ip(String arguments) throws IOException {
    return Commands.run(("ip -n " + name + " " + arguments).split(" ", -1));
  }

  /** Sets a kernel parameter of this namespace, such as {@code net.ipv4.tcp_timestamps}. */
  public void sysctl(String key, String value) throws IOException {
    Path file = Path.of("/proc/sys", key.split("\\.", -1));
    call(() -> Files.writeString(file, value));
  }

  /** The kernel's TCP counters of this namespace. */
  public Counters counters() throws IOException {
    return call(
        () ->
            Counters.parse(
                Files.readString(Path.of("/proc/thread-self/net/snmp"))
                    + Files.readString(Path.of("/proc/thread-self/net/netstat"))));
  }

  /** TCP sockets by {@code ss}, listening ones left out. */
  public String sockets(String options) throws IOException {
    return Commands.run(("ip netns exec " + name + " ss -H " + options).split(" ", -1));
  }

  @Override
  public void close() throws IOException {
    Commands.run("ip", "netns", "del", name);
  }
}
