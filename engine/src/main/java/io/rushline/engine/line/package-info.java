/**
 * Waiting lines.
 *
 * <p>Invariant: whoever joined later gets seats before somebody who still waits only where the show's policy is
 * {@code FIRST_FIT}, and then an event says so.
 */
@NullMarked
package io.rushline.engine.line;

import org.jspecify.annotations.NullMarked;
