/**
 * Benchmarks: what a part of Rushline costs by itself, without the parts around it, and how the whole of it compares.
 *
 * <pre>
 *  bench engine --&gt; JMH, forked JVMs --&gt; commands made beforehand --&gt; Engine.apply --&gt; figures
 *  bench scale  --&gt; one forked JVM   --&gt; a million shows          --&gt; Engine.apply --&gt; figures
 *  bench pipeline --&gt; this JVM       --&gt; ring, engine, journal    | in turns with a bare loop of appends and forces
 *  bench wire   --&gt; server's process --&gt; a client, or wrk         | in turns with a process of bare Netty
 *  bench peers  --&gt; processes of all --&gt; one SeatSale after another  | in turns with PostgreSQL and Redis
 * </pre>
 *
 * <p>Invariant: commands are encoded before the clock runs; while it runs, ids are written into them and nothing else.
 * docs/benchmarks.md defines each workload and each figure.
 */
@NullMarked
package io.rushline.loadtest.bench;

import org.jspecify.annotations.NullMarked;
