package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was decided in a data directory, batch by batch, and how much of it somebody was told. */
final class PowerHistory {
    /** The state behind a batch. */
    record Batch(long lastSequence, long stateHash, long lastEventId) {}

    /** An event as a reader of the queue finds it. */
    record Event(long planId, int currency, List<Byte> message) {}

    private final List<Batch> batches;
    private final List<Event> events;
    /** Ids that customers have. */
    private final List<String> signedIds;

    private int acknowledged;
    private long prunedEventId;

    PowerHistory() {
        this(new ArrayList<>(), new ArrayList<>(), 0, 0, List.of());
    }

    private PowerHistory(
            List<Batch> batches, List<Event> events, int acknowledged, long prunedEventId, List<String> signedIds) {
        this.batches = batches;
        this.events = events;
        this.signedIds = new ArrayList<>(signedIds);
        this.acknowledged = acknowledged;
        this.prunedEventId = prunedEventId;
    }

    PowerHistory copy() {
        return new PowerHistory(
                new ArrayList<>(batches), new ArrayList<>(events), acknowledged, prunedEventId, signedIds);
    }

    void onEvent(Event event) {
        events.add(event);
    }

    /** A batch was decided, and nobody was told yet. */
    void decide(Batch batch) {
        batches.add(batch);
        assertThat(events).hasSize((int) batch.lastEventId());
    }

    /** A customer was told an id. */
    void tell(String signedId) {
        signedIds.add(signedId);
    }

    List<String> signedIds() {
        return List.copyOf(signedIds);
    }

    /** Everybody was told all there is. */
    void acknowledge() {
        acknowledged = batches.size();
    }

    boolean isAcknowledged() {
        return acknowledged == batches.size();
    }

    /** Events up to this one need not be in the queue any more. */
    void pruneEventsUpTo(long eventId) {
        prunedEventId = eventId;
    }

    long prunedEventId() {
        return prunedEventId;
    }

    long lastSequence() {
        return batches.isEmpty() ? 0 : batches.get(batches.size() - 1).lastSequence();
    }

    /** The events behind one. */
    List<Event> eventsBehind(long eventId) {
        return events.subList((int) eventId, events.size());
    }

    long lastEventId() {
        return events.size();
    }

    /** The history that ends with a state; empty when none does, or somebody was told more. */
    Optional<PowerHistory> until(long sequence, long stateHash) {
        if (sequence == 0) {
            return acknowledged == 0
                    ? Optional.of(new PowerHistory(new ArrayList<>(), new ArrayList<>(), 0, 0, signedIds))
                    : Optional.empty();
        }
        for (int i = Math.max(0, acknowledged - 1); i < batches.size(); i++) {
            Batch batch = batches.get(i);
            if (batch.lastSequence() == sequence && batch.stateHash() == stateHash) {
                return Optional.of(new PowerHistory(
                        new ArrayList<>(batches.subList(0, i + 1)),
                        new ArrayList<>(events.subList(0, (int) batch.lastEventId())),
                        acknowledged,
                        prunedEventId,
                        signedIds));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return acknowledged + " batches acknowledged of " + batches;
    }
}
