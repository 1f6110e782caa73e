/**
 * What the events of a journal tell, in plain collections: who has which seat, and who waits.
 *
 * <p>Invariant: nothing here looks into the engine. Audits compare what the engine did with what its own events allow, and
 * a picture that copied the engine's structures would share their faults.
 */
@NullMarked
package io.rushline.journal.audit.picture;

import org.jspecify.annotations.NullMarked;
