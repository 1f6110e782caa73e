/**
 * Reading a journal as its auditor: every byte, without the queue library, beside whoever writes it.
 *
 * <pre>
 *  queue files --&gt; QueueFileCursor --&gt; JournalScan --&gt; excerpts --&gt; Repair: another directory
 *                     documents           checks            |
 *                                                           v
 *                                                        commands --&gt; Replay: engine, state hash, decisions
 * </pre>
 *
 * <p>Invariant: nothing here opens a file of the journal for writing, maps it, or takes a lock.
 */
@NullMarked
package io.rushline.journal.audit;

import org.jspecify.annotations.NullMarked;
