/**
 * HTTP/1.1 from the socket to a handler and back: wire, routing, JSON and problems. It knows nothing of seats.
 *
 * <pre>
 *             bytes               head                      body complete
 *  socket ---&gt; RequestDecoder ---&gt; HttpConnection/Admission ---------------&gt; Handler(Exchange)
 *    ^                                | one slot a request                        |
 *    +------- ResponseEncoder &lt;---- Answers, in the order of the slots &lt;-----------+  any thread, any time
 * </pre>
 *
 * <p>Invariant: every request that gets a slot gets exactly one answer, answers leave in the order of their requests,
 * and nothing a client sends, or fails to send or read, holds more than bounded memory for a bounded time.
 */
@NullMarked
package io.rushline.gateway.http;

import org.jspecify.annotations.NullMarked;
