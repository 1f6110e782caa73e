/**
 * How often who may ask, and who has to stay away for a while.
 *
 * <pre>
 *                        Guard
 *   request's head ---&gt;  LockOuts: is the client locked out?          403 CLIENT_BLOCKED
 *                        RateLimits: has its address, its key, a token left?  429 RATE_LIMITED
 *   answer         ---&gt;  LockOuts: counts shows and ids that do not exist, and keys
 *   holds that end ---&gt;  HoldCycles: counts those that nobody paid for, by customer
 *                           |
 *                           +---&gt; Alerts: log, GET /alerts
 * </pre>
 *
 * <p>Invariant: whatever clients, addresses and customers there are, memory is bounded; and what one customer of a web
 * tier does never locks out that web tier.
 */
@NullMarked
package io.rushline.gateway.limit;

import org.jspecify.annotations.NullMarked;
