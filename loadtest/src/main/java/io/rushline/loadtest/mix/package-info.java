/**
 * A fixed mix of HTTP requests at a fixed rate, for comparing with other load clients.
 *
 * <pre>
 *  Mix --draw--&gt; OpenLoop --&gt; MixedLoad --&gt; WireClient, bounded connections --&gt; server
 * </pre>
 *
 * <p>Invariant: a request is due when the rate says so, whatever became of those before; nothing is repeated.
 */
@NullMarked
package io.rushline.loadtest.mix;

import org.jspecify.annotations.NullMarked;
