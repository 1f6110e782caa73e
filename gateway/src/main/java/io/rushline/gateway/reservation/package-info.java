/**
 * The HTTP routes of holds, bookings and waiting lines: requests become commands, replies become JSON.
 *
 * <pre>
 *   Exchange --read, check names--&gt; command --&gt; Pipeline.offer
 *   Exchange &lt;--JSON or problem---- reply   &lt;-- publisher (after the journal)
 * </pre>
 *
 * <p>Invariant: an answer to a command is made of its reply, its request and what never changes (plans, prices, keys), so
 * that a repeated request gets the same bytes again.
 */
@NullMarked
package io.rushline.gateway.reservation;

import org.jspecify.annotations.NullMarked;
