/**
 * Shows: who may have what of a seat plan, at which price and under which limits.
 *
 * <p>Invariant: every seat is in exactly one of free, held, booked and blocked, and the counts agree with the bitmaps.
 */
@NullMarked
package io.rushline.engine.show;

import org.jspecify.annotations.NullMarked;
