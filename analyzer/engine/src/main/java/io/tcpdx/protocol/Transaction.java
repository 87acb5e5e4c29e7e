package io.tcpdx.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A request and its answer on one connection, or one without the other.
 *
 * @param index its number on the connection, from 0, in the order of requests; where requests of a
 *     connection were not seen (the capture began later), of those that were seen
 * @param stream HTTP/2's stream; null in HTTP/1
 * @param request null where the capture lacks it, or nobody had asked
 * @param response null where none came, or the capture lacks it
 * @param ahead requests on the connection that had no complete answer yet when this one began: in
 *     HTTP/1 it was pipelined if there were any, in HTTP/2 multiplexed
 * @param certain false where the capture lacks bytes such that request and answer may not belong
 *     together; in HTTP/2, where streams keep them together, such that some of either may be
 *     lacking
 * @param reset how HTTP/2's stream was given up; null where it was not, and in HTTP/1
 */
public record Transaction(
    int index,
    @Nullable Integer stream,
    @Nullable Request request,
    @Nullable Response response,
    int ahead,
    boolean certain,
    @Nullable StreamReset reset)
    implements Exchange {
  public Transaction {
    if (request == null && response == null) {
      throw new IllegalArgumentException("neither request nor response");
    }
  }

  /** One whose stream was not given up, or that has none. */
  public Transaction(
      int index,
      @Nullable Integer stream,
      @Nullable Request request,
      @Nullable Response response,
      int ahead,
      boolean certain) {
    this(index, stream, request, response, ahead, certain, null);
  }

  @Override
  public long startNs() {
    return first().startNs();
  }

  @Override
  public long askedNs() {
    return request == null ? NEVER : request.message().endNs();
  }

  @Override
  public long answerNs() {
    return response == null ? NEVER : response.message().startNs();
  }

  @Override
  public long endNs() {
    return Math.max(first().endNs(), last().endNs());
  }

  @Override
  public long firstPacket() {
    return first().firstPacket();
  }

  @Override
  public long lastPacket() {
    return Math.max(first().lastPacket(), last().lastPacket());
  }

  @Override
  public boolean complete() {
    return request != null
        && response != null
        && request.message().complete()
        && response.message().complete();
  }

  /** Whether HTTP/1 had requests on the way when this one was sent (RFC 9112 §9.3.2). */
  public boolean pipelined() {
    return stream == null && ahead > 0;
  }

  /** The request where it was seen, else the answer. */
  private Message first() {
    if (request != null) {
      return request.message();
    }
    if (response != null) {
      return response.message();
    }
    throw new IllegalStateException();
  }

  /** The answer where it was seen, else the request. */
  private Message last() {
    return response != null ? response.message() : first();
  }
}
