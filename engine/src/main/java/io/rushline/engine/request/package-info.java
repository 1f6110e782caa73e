/**
 * Exactly once for clients: which requests were answered, and how.
 *
 * <p>Invariant: what is remembered and what is forgotten follows from the commands and their timestamps alone.
 */
@NullMarked
package io.rushline.engine.request;

import org.jspecify.annotations.NullMarked;
