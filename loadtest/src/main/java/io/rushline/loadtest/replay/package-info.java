/**
 * A recorded on-sale, put to a running server once more.
 *
 * <pre>
 *  journal --&gt; Recording --&gt; Stage: halls and shows, made over HTTP
 *     |
 *     +--&gt; Player: each command in its order and at its time --&gt; one binary connection --&gt; server
 *              |            LiveIds: which id of the server's stands for which recorded one    |
 *              +--&gt; Differences &lt;-------------------------- answers --------------------------+
 * </pre>
 *
 * <p>Invariant: commands leave in the order of the journal, over one connection, so that the server sequences them in that
 * order. What needs an id that the server has not given yet waits for it, and all that follows waits, too.
 */
@NullMarked
package io.rushline.loadtest.replay;

import org.jspecify.annotations.NullMarked;
