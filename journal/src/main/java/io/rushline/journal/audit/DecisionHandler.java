package io.rushline.journal.audit;

import io.rushline.engine.Outbox;
import org.agrona.DirectBuffer;

/** Takes commands with what came of them. */
@FunctionalInterface
public interface DecisionHandler {
    /**
     * One command and its outcome, both only lent.
     *
     * @param command a whole SBE message with its header
     * @param outbox the events, then the reply if there is one
     */
    void onDecision(long sequence, long timestampMs, DirectBuffer command, int offset, int length, Outbox outbox);
}
