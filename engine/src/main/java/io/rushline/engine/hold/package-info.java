/**
 * Holds and what becomes of them.
 *
 * <p>Invariant: a seat is held or booked exactly when one hold in state HELD or BOOKED names it.
 */
@NullMarked
package io.rushline.engine.hold;

import org.jspecify.annotations.NullMarked;
