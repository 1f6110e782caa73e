/**
 * What readers see: shows, holds, bookings and waiters, kept up to date by the publisher's events.
 *
 * <pre>
 *   publisher --events--&gt; Views --+--&gt; ShowView (seats, line)     &lt;-- GET /shows/...
 *                                 +--&gt; HoldView, WaiterView       &lt;-- GET /holds/..., /waiters/...
 *                                 +--&gt; Waits                      --&gt; long polls answered
 * </pre>
 *
 * <p>Invariant: a view never shows what is not yet in the journal, and reading never enters the ring.
 */
@NullMarked
package io.rushline.gateway.view;

import org.jspecify.annotations.NullMarked;
