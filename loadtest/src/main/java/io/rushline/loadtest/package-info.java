/**
 * The command line of the load tester.
 *
 * <pre>
 *  load onsale --&gt; organiser --&gt; shows --&gt; sale --&gt; verdict, figures --&gt; text or JSON, exit code
 * </pre>
 *
 * <p>Invariant: it talks to the server under test only over the wire, like any client.
 */
@NullMarked
package io.rushline.loadtest;

import org.jspecify.annotations.NullMarked;
