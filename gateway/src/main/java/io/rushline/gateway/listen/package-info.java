/**
 * What servers of any protocol share: a port, the threads behind it, and the connections that are open on it.
 *
 * <p>Invariant: a connection that was taken in is drained and closed before its {@link Listener} is.
 */
@NullMarked
package io.rushline.gateway.listen;

import org.jspecify.annotations.NullMarked;
