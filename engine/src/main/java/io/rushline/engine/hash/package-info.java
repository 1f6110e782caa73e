/**
 * Hashes: the same on every machine and for ever.
 *
 * <p>Invariant: a change of their values is a change of the snapshot format and of what old journals replay to.
 */
@NullMarked
package io.rushline.engine.hash;

import org.jspecify.annotations.NullMarked;
