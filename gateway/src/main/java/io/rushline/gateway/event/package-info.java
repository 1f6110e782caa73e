/**
 * Events for those who follow everything: kept in a queue behind the publisher, and told over HTTP.
 *
 * <pre>
 *   publisher --&gt; ring in memory --&gt; thread "events" --&gt; files --&gt; GET /events, streams, ledgers
 *   replay    ----------------------------------------^
 * </pre>
 *
 * <p>Invariant: an event is in the queue only after its command is in the journal, and whoever reads on behind the last
 * event that he knows gets each once, whatever crashes and take-overs lie in between.
 */
@NullMarked
package io.rushline.gateway.event;

import org.jspecify.annotations.NullMarked;
