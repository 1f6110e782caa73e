/**
 * The engine: one thread decides every seat, as a function of (state, sequence, timestamp, command).
 *
 * <p>Invariant: nothing in here knows a clock, a random number, a thread, a file or a log, and no hash map's iteration
 * order reaches a reply, an event or a hash. The same commands give the same bytes on every machine.
 */
@NullMarked
package io.rushline.engine;

import org.jspecify.annotations.NullMarked;
