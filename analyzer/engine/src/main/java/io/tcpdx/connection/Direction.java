package io.tcpdx.connection;

/** Which way bytes go. The client is the side that sent the SYN, or is taken for it. */
public enum Direction {
  CLIENT_TO_SERVER(0),
  SERVER_TO_CLIENT(1);

  private final int index;

  Direction(int index) {
    this.index = index;
  }

  /** 0 or 1, to index arrays by. */
  public int index() {
    return index;
  }

  /** The other way. */
  public Direction opposite() {
    return this == CLIENT_TO_SERVER ? SERVER_TO_CLIENT : CLIENT_TO_SERVER;
  }

  /** The side that sends this way. */
  public Side sender() {
    return this == CLIENT_TO_SERVER ? Side.CLIENT : Side.SERVER;
  }

  /** The side that receives what goes this way. */
  public Side receiver() {
    return sender().opposite();
  }
}
