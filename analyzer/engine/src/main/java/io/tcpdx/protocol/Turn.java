package io.tcpdx.protocol;

/**
 * A question and its answer as the directions of encrypted data show them: a run of the client's
 * data, then a run of the server's, up to the client's next.
 *
 * @param askedNs when the last byte of the question passed
 * @param answerNs when the first byte of the answer passed, or {@link Exchange#NEVER} without
 * @param requestBytes bytes of application data records that the client sent, framing included
 * @param responseBytes the same of the server
 */
public record Turn(
    long startNs,
    long askedNs,
    long answerNs,
    long endNs,
    long firstPacket,
    long lastPacket,
    long requestBytes,
    long responseBytes)
    implements Exchange {
  @Override
  public boolean complete() {
    return answerNs != NEVER;
  }
}
