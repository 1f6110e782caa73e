/**
 * The customers of an on-sale: what each wants, and how they react to what they are told.
 *
 * <pre>
 *  arrive --&gt; look? --&gt; hold --+-- granted ----------------------+--&gt; pay --&gt; cancel?
 *              ^        ^  ^   +-- SHOW_FULL --&gt; go away         |
 *              |        |  |   +-- SEATS_UNAVAILABLE --+         +--&gt; release | abandon
 *              +--------|--|---------------------------+         |
 *                       |  +-- JOIN_LINE --&gt; give up? | join --+-- wait, offered
 *                       +------- SEATS_AVAILABLE -------------+-- wait, ended | patience lost --&gt; go away
 * </pre>
 *
 * <p>Invariant: what a customer decides depends on the seed and the customer's number only, never on time or on other
 * customers; every request that changes something carries an idempotency key and is repeated with the same one.
 */
@NullMarked
package io.rushline.loadtest.workload;

import org.jspecify.annotations.NullMarked;
