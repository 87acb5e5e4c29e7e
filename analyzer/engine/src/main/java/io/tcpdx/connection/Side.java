package io.tcpdx.connection;

/** One of the two ends of a connection. */
public enum Side {
  CLIENT,
  SERVER;

  /** The other end. */
  public Side opposite() {
    return this == CLIENT ? SERVER : CLIENT;
  }

  /** What a sentence calls it. */
  public String noun() {
    return this == CLIENT ? "client" : "server";
  }

  /** The direction in which this side sends. */
  public Direction sends() {
    return this == CLIENT ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT;
  }
}
