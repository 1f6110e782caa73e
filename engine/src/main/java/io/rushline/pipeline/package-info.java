/**
 * The ring between gateways, journal and engine.
 *
 * <pre>
 *                                 +------------+
 *                            +--&gt; | journaler  | ---+   one force per batch
 *  +-----------+   +------+  |    +------------+    |    +-----------+
 *  | producers | --&gt; ring | -+                      +--&gt; | publisher | --&gt; replies, events
 *  +-----------+   +------+  |    +------------+    |    +-----------+
 *        many               +--&gt; |   engine   | ---+     gated on both
 *                                 +------------+
 * </pre>
 *
 * <p>Invariant: no reply and no event leaves before its command is in the journal, and a failure of any stage stops the
 * whole pipeline at that command.
 */
@NullMarked
package io.rushline.pipeline;

import org.jspecify.annotations.NullMarked;
