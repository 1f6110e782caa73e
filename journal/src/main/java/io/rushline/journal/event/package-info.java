/**
 * The queue of events: what came of the commands, for ledgers, webhooks and feeds.
 *
 * <pre>
 *   0000000000000000001.events   full, on disk        each named by its first event
 *   0000000000000081234.events   full, on disk
 *   0000000000000190001.events   being written; a power loss may tear its end
 * </pre>
 *
 * <p>It is derived from the journal and holds nothing that a replay could not write again, byte for byte. So only a file
 * that is full is forced, and what is torn is cut off in place.
 *
 * <p>Invariant: event ids count without gaps from the first file's name to the end, and each is there once.
 */
@NullMarked
package io.rushline.journal.event;

import org.jspecify.annotations.NullMarked;
