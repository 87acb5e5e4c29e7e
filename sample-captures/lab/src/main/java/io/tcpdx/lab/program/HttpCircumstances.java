package io.tcpdx.lab.program;

import org.jspecify.annotations.Nullable;

/**
 * What the client's program knew of an exchange besides its outcome: {@code httpCircumstances} in
 * {@code truth.json}, one for each of its transactions.
 *
 * @param clientPort the client's, as in {@link HttpExchange}
 * @param indexOnConnection as in {@link HttpExchange}; null where requests went before the capture
 * @param declaredBytes Content-Length of the answer, where that is how long it claims to be
 * @param depth requests unanswered when this one was written, itself included
 * @param retry whether the script sent it before and got no whole answer
 */
public record HttpCircumstances(
    int clientPort,
    @Nullable Integer indexOnConnection,
    @Nullable Long declaredBytes,
    int depth,
    boolean retry) {}
