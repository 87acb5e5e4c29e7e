package io.tcpdx.cli;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A client that writes each request in two small writes, and the server that answers it. */
public final class StallPeers {
  private static final int PORT = 8000;
  private static final int PART_BYTES = 100;
  private static final int ANSWER_BYTES = 10;

  private StallPeers() {}

  /**
   * {@code server ADDRESS} or {@code client ADDRESS ROUNDS}; each serves one connection and ends.
   */
  public static void main(String[] args) throws IOException {
    InetAddress address = InetAddress.getByName(args[1]);
    if (args[0].equals("server")) {
      serve(address);
    } else {
      ask(address, Integer.parseInt(args[2]));
    }
  }

  private static void serve(InetAddress address) throws IOException {
    try (ServerSocket listener = new ServerSocket()) {
      listener.bind(new InetSocketAddress(address, PORT));
      System.out.println("listening");
      try (Socket socket = listener.accept()) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] answer = new byte[ANSWER_BYTES];
        for (int first = in.read(); first >= 0; first = in.read()) {
          in.readFully(new byte[2 * PART_BYTES - 1]);
          socket.getOutputStream().write(answer);
        }
      }
    }
  }

  private static void ask(InetAddress address, int rounds) throws IOException {
    try (Socket socket = new Socket(address, PORT)) {
      OutputStream out = socket.getOutputStream();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int round = 0; round < rounds; round++) {
        out.write(new byte[PART_BYTES]);
        out.write(new byte[PART_BYTES]);
        in.readFully(new byte[ANSWER_BYTES]);
      }
    }
  }
}
