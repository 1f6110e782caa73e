/**
 * Halls as the engine sees them: seats are indexes, rows are runs of them, sets of seats are bitmaps.
 *
 * <p>Invariant: a seat plan never changes once it is defined, but for its name.
 */
@NullMarked
package io.rushline.engine.seat;

import org.jspecify.annotations.NullMarked;
