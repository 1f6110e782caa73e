/**
 * What a run showed: counts, latencies, and the verdict on fairness and loss.
 *
 * <pre>
 *  replies --&gt; Evidence --&gt; SeatAudit, LineAudit --&gt; Verdict --+
 *          --&gt; Tally    ---------------------------------------+--&gt; Figures --&gt; text, JSON
 *          --&gt; Latencies --------------------------------------+
 * </pre>
 *
 * <p>Invariant: the verdict is a pure function of the evidence, and counts only what the replies prove.
 */
@NullMarked
package io.rushline.loadtest.report;

import org.jspecify.annotations.NullMarked;
