/**
 * When customers arrive: an open loop, like the world's.
 *
 * <p>Invariant: no arrival waits for an earlier customer's answer. A tester that waits measures a server that is being
 * spared exactly when it is slow.
 */
@NullMarked
package io.rushline.loadtest.schedule;

import org.jspecify.annotations.NullMarked;
