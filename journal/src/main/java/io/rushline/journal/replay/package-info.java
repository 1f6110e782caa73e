/**
 * Reading the journal, from its start or as it grows, and judging its end.
 *
 * <pre>
 *  good | good | good | torn                    cut: it was never acknowledged
 *  good | good | damaged | good                 refused: what was acknowledged is missing
 * </pre>
 *
 * <p>Invariant: a handler sees only commands of excerpts whose checksum, sequence, epoch and timestamps are right.
 */
@NullMarked
package io.rushline.journal.replay;

import org.jspecify.annotations.NullMarked;
