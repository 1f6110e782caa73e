/**
 * The process's log and the access log.
 *
 * <p>Invariant: no query, header or body of a request is ever logged, since keys stand in them.
 */
@NullMarked
package io.rushline.gateway.log;

import org.jspecify.annotations.NullMarked;
