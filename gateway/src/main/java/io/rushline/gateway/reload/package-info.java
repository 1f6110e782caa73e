/**
 * Values that are read from files which may change while they are used.
 *
 * <p>Invariant: whatever happens to the files, the value that was read last stays until a better one is read.
 */
@NullMarked
package io.rushline.gateway.reload;

import org.jspecify.annotations.NullMarked;
