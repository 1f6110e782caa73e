/**
 * The command line of the load tester.
 *
 * <pre>
 *  load onsale --&gt; organiser --&gt; shows --&gt; sale --&gt; verdict, figures --+--&gt; text or JSON, report, exit code
 *  load replay --&gt; recording --&gt; stage --&gt; player --&gt; differences -------+
 *  load http   --&gt; mix ----------------------------------------------------+
 * </pre>
 *
 * <p>Invariant: it talks to the server under test only over the wire, like any client, and reads at most its journal.
 */
@NullMarked
package io.rushline.loadtest;

import org.jspecify.annotations.NullMarked;
