/**
 * The HTTP/1.1 client: bounded pools of keep-alive connections, one request at a time on each.
 *
 * <pre>
 *                 +----------+   +--------------+
 *            +--&gt; | commands | --&gt; connections  | --+
 *  send() ---+    +----------+   +--------------+   +--&gt; server
 *            +--&gt; |  polls   | --&gt; connections  | --+
 *                 +----------+   +--------------+
 *                  by rank, then first come
 * </pre>
 *
 * <p>Invariant: whoever sends a request hears of it exactly once, by a reply or by a failure, on the client's event
 * loop.
 */
@NullMarked
package io.rushline.loadtest.wire;

import org.jspecify.annotations.NullMarked;
