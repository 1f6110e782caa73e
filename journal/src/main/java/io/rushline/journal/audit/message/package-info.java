/**
 * Commands, replies and events as values, for those who look at a few of them closely or at all of them once.
 *
 * <p>The components of the records are called like the fields of the schema and stand in its order, so that printers
 * need to know no message by itself. What a message does not have, its accessor answers with 0 or an empty value.
 *
 * <p>Allocation: each message is an object of its own. The engine never sees them.
 */
@NullMarked
package io.rushline.journal.audit.message;

import org.jspecify.annotations.NullMarked;
