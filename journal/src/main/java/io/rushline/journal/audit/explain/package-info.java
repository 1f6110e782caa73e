/**
 * The answer to "why did I not get seat F12?": all that happened to one seat, hold, booking, customer or place in line, and
 * each attempt that was refused, with whatever stood in its way.
 */
@NullMarked
package io.rushline.journal.audit.explain;

import org.jspecify.annotations.NullMarked;
