/**
 * Writing the journal.
 *
 * <p>Invariant: when {@link io.rushline.journal.append.JournalWriter#commit()} returns under
 * {@link io.rushline.journal.append.Durability#DISK}, the batch survives a power loss; after a failure nothing more is
 * ever written.
 */
@NullMarked
package io.rushline.journal.append;

import org.jspecify.annotations.NullMarked;
