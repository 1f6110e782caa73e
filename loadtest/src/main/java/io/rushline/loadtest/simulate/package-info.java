/**
 * {@code rushline simulate}: the engine against its oracle, for as long as one likes.
 *
 * <pre>
 *  seed, minutes --&gt; runs of one seed each --&gt; progress lines --&gt; exit code, and the shortest script of a disagreement
 * </pre>
 *
 * <p>Invariant: a disagreement is reported with all that repeats it; the same seed gives the same runs.
 */
@NullMarked
package io.rushline.loadtest.simulate;

import org.jspecify.annotations.NullMarked;
