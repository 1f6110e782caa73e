/**
 * Benchmarks: what a part of Rushline costs by itself, without the parts around it.
 *
 * <pre>
 *  bench engine --&gt; JMH, forked JVMs --&gt; commands made beforehand --&gt; Engine.apply --&gt; figures
 *  bench scale  --&gt; one forked JVM   --&gt; a million shows          --&gt; Engine.apply --&gt; figures
 * </pre>
 *
 * <p>Invariant: commands are encoded before the clock runs; while it runs, ids are written into them and nothing else.
 * docs/benchmarks.md defines each workload and each figure.
 */
@NullMarked
package io.rushline.loadtest.bench;

import org.jspecify.annotations.NullMarked;
