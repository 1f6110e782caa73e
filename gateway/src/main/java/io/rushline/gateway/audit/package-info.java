/**
 * {@code rushline journal}: what operators ask of a journal, also beside the primary that writes it.
 *
 * <p>Invariant: a command here reads the data directory and never writes to it. Those that make something, make it
 * in another place.
 */
@NullMarked
package io.rushline.gateway.audit;

import org.jspecify.annotations.NullMarked;
