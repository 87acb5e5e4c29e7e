package io.tcpdx.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one connection was used for by HTTP.
 *
 * @param version of the first answer, or else of the first request: {@code 1.1}
 * @param fromStart whether its first byte was seen; else the capture begins within it
 * @param requests requests seen, also those that {@link Conversation#transactions} leaves out
 * @param responses final answers seen
 * @param persistent whether it may carry another request after the last one answered (RFC 9112
 *     §9.3); null where none was answered
 * @param pipelinedRequests requests sent while others had no complete answer
 * @param maxPipelineDepth most requests at once without a complete answer; in HTTP/1 more than one
 *     is pipelining, in HTTP/2 it is the streams multiplexed
 * @param unanswered requests without any final answer
 * @param resynchronised how often reading began anew behind bytes that the capture lacks or that
 *     made no sense
 * @param excess bytes after a message's end that are no message, at most {@link #MAX_EXCESS} places
 * @param tunnel what the connection became: {@code CONNECT}, or the Upgrade field of the 101; else
 *     null
 */
public record HttpSummary(
    String version,
    boolean fromStart,
    long requests,
    long responses,
    @Nullable Boolean persistent,
    long pipelinedRequests,
    int maxPipelineDepth,
    long unanswered,
    int resynchronised,
    List<Excess> excess,
    @Nullable String tunnel) {
  /** Places of excess kept for one connection. */
  public static final int MAX_EXCESS = 16;

  public HttpSummary {
    excess = List.copyOf(excess);
  }

  /** The same where only one direction was captured: nothing is known to wait for an answer. */
  HttpSummary ofOneDirection() {
    return new HttpSummary(
        version,
        fromStart,
        requests,
        responses,
        persistent,
        0,
        1,
        0,
        resynchronised,
        excess,
        tunnel);
  }
}
