/**
 * Snapshot files: the parts of a snapshot in checksummed blocks, and the directory in which the newest few are kept.
 *
 * <pre>
 *   engine, views --parts--&gt; SnapshotFileWriter --&gt; NAME.UUID.tmp --force, rename--&gt; NAME   (SnapshotStore)
 *   engine, views &lt;--parts-- SnapshotFile &lt;--------------------------------------- NAME
 * </pre>
 *
 * <p>Invariant: a file that has its name is complete and on disk, or the disk has damaged it, which its checksums tell.
 * What the parts say is not this package's business.
 */
@NullMarked
package io.rushline.journal.snapshot;

import org.jspecify.annotations.NullMarked;
