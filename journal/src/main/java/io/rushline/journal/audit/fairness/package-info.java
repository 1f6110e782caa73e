/**
 * The proof that a sale was fair, or where it was not.
 *
 * <pre>
 *  decision --&gt; OrderRules      numbers, times, who decided when
 *           --&gt; Asked           each event against the command: is it what somebody asked for who may?
 *           --&gt; ShowRules       halls and shows change as operators ask
 *           --&gt; SeatRules       each event against the picture before it: whose seats, at what price, within which limits
 *           --&gt; LineRules       each event against the line before it: nobody overtaken, each skip explained
 *           --&gt; ReplyRules      the reply against the events and the picture behind them
 *           --&gt; ServiceRules    nobody waits for seats that are free, nobody waits without hope
 * </pre>
 *
 * <p>Invariant: what the audit knows, it knows from commands and events. A finding names the sequence that broke a rule
 * and, where there is one, the sequence that it broke it against.
 */
@NullMarked
package io.rushline.journal.audit.fairness;

import org.jspecify.annotations.NullMarked;
