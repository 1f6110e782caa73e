/**
 * HTTP from the socket to a handler and back: wire, routing, JSON and problems. It knows nothing of seats.
 *
 * <pre>
 *           bytes                        head                     body complete
 *  socket ---&gt; RequestDecoder ---&gt; HttpConnection --\                       Handler(Exchange)
 *    ^    \                                          +--&gt; Admission ------&gt;      |
 *    |     TLS -&gt; Negotiation -&gt; Http2Connection    /                           | any thread, any time
 *    |                            Http2Stream -----/                            v
 *    +--- Answers, in the order of the requests; Http2Stream, in any &lt;------ Carrier
 * </pre>
 *
 * <p>The seam between the protocols is {@link io.rushline.gateway.http.Carrier}: an exchange knows no more of what brings
 * its answer.
 *
 * <p>Invariant: every request that gets a slot gets exactly one answer, answers leave in the order of their requests,
 * and nothing a client sends, or fails to send or read, holds more than bounded memory for a bounded time.
 */
@NullMarked
package io.rushline.gateway.http;

import org.jspecify.annotations.NullMarked;
