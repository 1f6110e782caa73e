/**
 * The HTTP routes of halls, shows and their seat maps.
 *
 * <pre>
 *   POST /halls, /shows:  SQL (does it refer to something?) --&gt; engine (now it exists) --&gt; SQL (now it is found)
 *   GET  /shows/...:      views, with names from SQL
 * </pre>
 *
 * <p>Invariant: a hall or show exists when the engine knows it, and its id is the engine's; what SQL has is a copy, which a
 * start completes.
 */
@NullMarked
package io.rushline.gateway.show;

import org.jspecify.annotations.NullMarked;
