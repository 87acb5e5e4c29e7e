package io.tcpdx.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tcpdx.wire.Frame;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Captures this test's own datagrams on the loopback interface. */
class LiveCaptureTest {
  private static final int ETHERNET_IP_UDP_BYTES = 14 + 20 + 8;
  private static final int DATAGRAMS = 3000;

  @BeforeEach
  void needsPermission() throws CaptureException {
    NativeLibrary.assumeCapturePermitted("lo");
  }

  private static LiveOptions to(int port) {
    return LiveOptions.DEFAULTS.withFilter("udp dst port " + port);
  }

  private static void send(DatagramSocket socket, int payloadBytes) throws Exception {
    socket.send(
        new DatagramPacket(
            new byte[payloadBytes],
            payloadBytes,
            InetAddress.getLoopbackAddress(),
            socket.getLocalPort()));
  }

  @ParameterizedTest
  @CsvSource({"lo, true, EN10MB, 1", "lo, false, EN10MB, 1", "any, false, LINUX_SLL, 113"})
  void takesWhatPassesTheFilter(String name, boolean immediate, String linkName, int linkType)
      throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      LiveOptions options =
          new LiveOptions(
              96,
              false,
              LiveOptions.BUFFER_BYTES,
              immediate,
              LiveOptions.Direction.BOTH,
              to(socket.getLocalPort()).filter());
      try (LiveCapture capture = LiveCapture.open(name, options)) {
        long beforeNs = System.currentTimeMillis() * 1_000_000;
        send(socket, 10);
        send(socket, 1000);
        Frame frame = new Frame();
        assertThat(capture.next(frame)).isTrue();
        SeenFrame first = SeenFrame.of(frame);
        assertThat(first.number()).isEqualTo(1);
        assertThat(first.linkType()).isEqualTo(linkType);
        assertThat(first.timeNs()).isBetween(beforeNs - 1_000_000, beforeNs + 60_000_000_000L);
        // Cooked headers are two bytes longer than Ethernet's.
        int header = ETHERNET_IP_UDP_BYTES + (linkType == 113 ? 2 : 0);
        assertThat(first.originalLength()).isEqualTo(header + 10);
        assertThat(first.capturedLength()).isEqualTo(header + 10);
        assertThat(capture.next(frame)).isTrue();
        SeenFrame second = SeenFrame.of(frame);
        assertThat(second.originalLength()).isEqualTo(header + 1000);
        assertThat(second.capturedLength()).isEqualTo(96);
        assertThat(second.timeNs()).isGreaterThan(first.timeNs());
        assertThat(capture.summary())
            .isEqualTo(
                new CaptureFileSummary(
                    name,
                    "live",
                    List.of(linkName),
                    2,
                    2 * header + 1010,
                    header + 10 + 96,
                    96,
                    null,
                    null,
                    0L));
      }
    }
  }

  @Test
  void stopEndsAWaitWithoutFrames() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        LiveCapture capture = LiveCapture.open("lo", to(socket.getLocalPort()))) {
      CompletableFuture<Boolean> next =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return capture.next(new Frame());
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      // Longer than the capture looks at a time: a wait that is not waited out would have ended.
      Thread.sleep(250);
      assertThat(next).isNotDone();
      capture.stop();
      capture.stop();
      assertThat(next.get(1, TimeUnit.MINUTES)).isFalse();
      assertThat(capture.next(new Frame())).isFalse();
    }
  }

  @Test
  void manyFramesInTheirOrder() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        LiveCapture capture = LiveCapture.open("lo", to(socket.getLocalPort()))) {
      for (int i = 0; i < DATAGRAMS; i++) {
        send(socket, i % 1400);
      }
      Frame frame = new Frame();
      for (int i = 0; i < DATAGRAMS; i++) {
        assertThat(capture.next(frame)).isTrue();
        assertThat(frame.number()).isEqualTo(i + 1L);
        assertThat(frame.originalLength()).isEqualTo(ETHERNET_IP_UDP_BYTES + i % 1400);
      }
      assertThat(capture.summary().droppedByKernel()).isZero();
    }
  }

  @Test
  void whatTheKernelDropsIsCounted() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      LiveOptions small =
          new LiveOptions(
              65536,
              false,
              1 << 16,
              false,
              LiveOptions.Direction.INCOMING,
              to(socket.getLocalPort()).filter());
      LiveCapture capture = LiveCapture.open("lo", small);
      try (capture) {
        for (int i = 0; i < DATAGRAMS; i++) {
          send(socket, 1400);
        }
        Frame frame = new Frame();
        assertThat(capture.next(frame)).isTrue();
        assertThat(capture.summary().droppedByKernel()).isPositive();
      }
      assertThat(capture.summary().droppedByKernel()).isPositive();
    }
  }

  @Test
  void noSuchInterface() {
    assertThatExceptionOfType(CaptureException.class)
        .isThrownBy(() -> LiveCapture.open("nosuch0", LiveOptions.DEFAULTS))
        .withMessageStartingWith("there is no interface nosuch0 here; there are: ")
        .withMessageContaining("lo")
        .satisfies(
            e -> assertThat(e.reason()).isEqualTo(CaptureException.Reason.NO_SUCH_INTERFACE));
  }

  @Test
  void aFilterThatIsNone() {
    assertThatExceptionOfType(CaptureException.class)
        .isThrownBy(() -> LiveCapture.open("lo", LiveOptions.DEFAULTS.withFilter("tcp prt")))
        .withMessageStartingWith("the filter 'tcp prt' does not compile: ")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(CaptureException.Reason.BAD_FILTER));
  }

  @Test
  void theLoopbackInterfaceIsListed() throws Exception {
    CaptureInterface loopback =
        Interfaces.list().stream().filter(i -> i.name().equals("lo")).findFirst().orElseThrow();
    assertThat(loopback.loopback()).isTrue();
    assertThat(loopback.up()).isTrue();
    assertThat(loopback.permitted()).isTrue();
    assertThat(loopback.obstacle()).isNull();
    assertThat(loopback.addresses()).contains("127.0.0.1");
  }
}
