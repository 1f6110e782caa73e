/**
 * The journal: every command that reached the ring, in order, on disk before anybody hears of its outcome.
 *
 * <pre>
 *  data directory
 *  |-- lock              held by the one process that may write, its process id inside
 *  |-- heartbeat         of that process, for a standby
 *  |-- journal/          the commands: one queue file an hour, one excerpt per batch
 *  |-- events/           the events, made of the journal
 *  |-- snapshots/        the engine's state, so that a start need not replay all of the journal
 *  |-- catalogue...      the SQL database
 *  `-- keys/             secrets, readable by the owner only
 * </pre>
 *
 * <p>Invariants: one writer per data directory; sequences have no gap, epochs and timestamps never fall, and each
 * excerpt carries a checksum over all of that. Only a tail that nothing valid follows is ever cut.
 */
@NullMarked
package io.rushline.journal;

import org.jspecify.annotations.NullMarked;
