/**
 * When things expire.
 *
 * <p>Invariant: timers fire ordered by (deadline, id), whatever the wheel's size and whatever was cancelled before.
 */
@NullMarked
package io.rushline.engine.timer;

import org.jspecify.annotations.NullMarked;
