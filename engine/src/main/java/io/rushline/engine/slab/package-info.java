/**
 * Fixed-length records in memory that never moves: what holds and waiters live in.
 *
 * <p>Invariant: a slot number never reaches a reply, an event or a hash, since it depends on what was freed before.
 */
@NullMarked
package io.rushline.engine.slab;

import org.jspecify.annotations.NullMarked;
