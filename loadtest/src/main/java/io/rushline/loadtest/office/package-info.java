/**
 * The box office: where customers ask, whichever protocol carries it.
 *
 * <pre>
 *                   +--&gt; HttpOffice ----&gt; HTTP/1.1, JSON ----------------+
 *  Ask --&gt; BoxOffice                                                     +--&gt; server
 *                   +--&gt; BinaryOffice --&gt; SBE over TCP, subscriptions ---+
 *                                  +----&gt; HTTP for what is only read ----+
 * </pre>
 *
 * <p>Invariant: who asks hears exactly once, on the office's event loop, and hears the same words over both protocols: ids
 * and seats as HTTP writes them, codes by their names.
 */
@NullMarked
package io.rushline.loadtest.office;

import org.jspecify.annotations.NullMarked;
