/**
 * A second engine in plain collections, and the simulation that compares the two.
 *
 * <pre>
 *   seed --&gt; Generator --&gt; commands --+--&gt; Engine ------+--&gt; events, reply, next deadline, state hash: equal?
 *                                     +--&gt; NaiveEngine -+
 *                                             +--&gt; Invariants
 * </pre>
 *
 * <p>Invariant: {@code NaiveEngine} is written from docs/rules.md, docs/snapshot-format.md and the schema alone. It shares
 * nothing with the engine but the outbox, the limits, the fingerprint and the codecs, so that no error is in both.
 */
@NullMarked
package io.rushline.engine.oracle;

import org.jspecify.annotations.NullMarked;
