/**
 * Waiting lines.
 *
 * <p>Invariant: a line is served from its head only; nobody who joined later gets seats before somebody who still waits.
 */
@NullMarked
package io.rushline.engine.line;

import org.jspecify.annotations.NullMarked;
