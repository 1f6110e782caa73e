/**
 * The binary protocol: SBE over TCP, from the socket to the ring and back, and a client for it.
 *
 * <pre>
 *             event loop (Lane)                                             publisher's thread
 *   socket --&gt; FrameReader --&gt; CommandCheck --&gt; Pipeline.offer ~~~&gt; BinaryFeed --+--&gt; Views
 *   socket &lt;-- Outgoing &lt;-- BinaryConnection &lt;-- queue of the lane &lt;--------------+
 *                              ^                                                |
 *                              +-- Subscription &lt;-- Subscriptions &lt;-- what changed --+
 * </pre>
 *
 * <p>Invariants: nothing reaches the ring that {@link io.rushline.gateway.binary.CommandCheck} has not looked at to its last
 * byte. A frame is looked at where it arrived, and copied once, into the ring. The publisher never waits for a client:
 * the queue has room for the replies to all commands that its lane may have in the ring.
 */
@NullMarked
package io.rushline.gateway.binary;

import org.jspecify.annotations.NullMarked;
