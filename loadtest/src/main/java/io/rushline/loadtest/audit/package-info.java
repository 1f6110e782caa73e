/**
 * The server's journal beside what the customers were told.
 *
 * <pre>
 *  journal --&gt; JournalScan --&gt; Replay --&gt; decisions --+--&gt; FairnessAudit: was the sale fair?
 *                                                     |
 *                       replies that were heard ------+--&gt; JournalVerdict: lost, or other than was said?
 * </pre>
 *
 * <p>Invariant: it only reads, and knows of the server's inside only what {@code io.rushline.journal.audit} tells.
 */
@NullMarked
package io.rushline.loadtest.audit;

import org.jspecify.annotations.NullMarked;
