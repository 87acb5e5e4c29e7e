package io.tcpdx.connection;

/** What ended slow start, or kept it from going on. */
public enum SlowStartEnd {
  /** Something was sent again. */
  LOSS("loss"),
  /** Neither flight nor rate grew any more: HyStart (RFC 9406), or the path was full. */
  NO_GROWTH("noGrowth"),
  /** The receiver's window had no room for more. */
  RECEIVE_WINDOW("receiveWindow"),
  /** The sender had nothing more to send for a while. */
  APPLICATION("application"),
  /** All was sent before slow start was over. */
  TRANSFER_END("transferEnd");

  private final String label;

  SlowStartEnd(String label) {
    this.label = label;
  }

  /** Its name in a report. */
  public String label() {
    return label;
  }
}
