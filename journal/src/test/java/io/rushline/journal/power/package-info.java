/**
 * The disk of a machine that loses its power: what was forced for sure, and what may be left of what was not.
 *
 * <p>Other modules test their own files with it.
 */
@NullMarked
package io.rushline.journal.power;

import org.jspecify.annotations.NullMarked;
