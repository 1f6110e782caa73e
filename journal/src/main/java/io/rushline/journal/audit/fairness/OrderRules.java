package io.rushline.journal.audit.fairness;

import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.fairness.Finding.Rule;
import io.rushline.journal.audit.message.Event;

/** Commands and events follow each other without gaps, and no event bears another command's number or time. */
final class OrderRules {
    private final Findings findings;
    private long lastSequence;
    private long lastTimestampMs;
    private long lastEventId;

    OrderRules(Findings findings) {
        this.findings = findings;
    }

    void check(Decision decision) {
        long sequence = decision.sequence();
        if (lastSequence != 0) {
            findings.require(
                    sequence == lastSequence + 1,
                    Rule.ORDER,
                    0,
                    () -> "it was decided behind sequence " + lastSequence);
            findings.require(
                    decision.timestampMs() >= lastTimestampMs,
                    Rule.ORDER,
                    0,
                    () -> "its time is before that of sequence " + lastSequence);
        }
        for (Event event : decision.events()) {
            findings.require(
                    event.sequence() == sequence && event.timestampMs() == decision.timestampMs(),
                    Rule.ORDER,
                    event.showId(),
                    () -> event.name() + " bears sequence " + event.sequence() + " and another time or command");
            if (lastEventId != 0) {
                findings.require(
                        event.eventId() == lastEventId + 1,
                        Rule.ORDER,
                        event.showId(),
                        () -> "event " + event.eventId() + " comes behind event " + lastEventId);
            }
            lastEventId = event.eventId();
        }
        lastSequence = sequence;
        lastTimestampMs = decision.timestampMs();
    }
}
