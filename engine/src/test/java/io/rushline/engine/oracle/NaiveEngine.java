package io.rushline.engine.oracle;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import io.rushline.engine.hash.Fingerprint;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.StartEpochDecoder;
import io.rushline.engine.protocol.TickDecoder;
import io.rushline.engine.snapshot.SnapshotSink;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The rules of docs/rules.md in the most obvious collections: what an engine must answer, however long it takes.
 *
 * <p>Each method says which rule it is. Nothing is counted that can be looked up: a step costs time in proportion to the
 * whole state.
 */
public final class NaiveEngine implements Decider {
    private final NaiveState state;
    private final NaiveReplies replies;
    private final NaiveEvents events;
    private final NaiveWork work;
    private final NaiveRequests requests;
    private final NaiveLadders ladders;
    private final NaiveSnapshot snapshot;

    public NaiveEngine(EngineLimits limits) {
        state = new NaiveState(limits);
        replies = new NaiveReplies(state);
        events = new NaiveEvents(state);
        work = new NaiveWork(state, events);
        requests = new NaiveRequests(state, replies);
        ladders = new NaiveLadders(state, replies, events, work);
        snapshot = new NaiveSnapshot(state, requests);
    }

    /** C1: what is due, what was left over, the request id, the ladder and the change. */
    @Override
    public void apply(long sequence, long timestampMs, DirectBuffer buffer, int offset, int length, Outbox outbox) {
        if (sequence != state.sequence + 1 || timestampMs < state.nowMs) {
            throw new IllegalArgumentException("sequence " + sequence + " at " + timestampMs);
        }
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        UnsafeBuffer command = new UnsafeBuffer(bytes);
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(command, 0);
        int template = header.templateId();
        state.sequence = sequence;
        state.nowMs = timestampMs;
        state.steps = 0;
        outbox.clear();
        events.writeTo(outbox);
        if (template == StartEpochDecoder.TEMPLATE_ID) {
            startEpoch(new StartEpochDecoder().wrapAndApplyHeader(command, 0, header));
        }
        work.expire();
        work.finish();
        if (template != TickDecoder.TEMPLATE_ID && template != StartEpochDecoder.TEMPLATE_ID) {
            byte[] reply = answer(command, header);
            outbox.append(new UnsafeBuffer(reply), 0, reply.length);
        }
    }

    /** C7. */
    private void startEpoch(StartEpochDecoder command) {
        state.epoch = command.epoch();
        if (command.actingVersion() >= StartEpochDecoder.maxPlansSinceVersion()) {
            state.limits = new EngineLimits(
                    command.maxPlans(),
                    command.maxShows(),
                    command.maxHolds(),
                    command.maxEndedHolds(),
                    command.maxWaiters(),
                    command.keptRequests(),
                    command.maxRequests(),
                    command.maxStepsPerCommand(),
                    command.requestRetentionMs(),
                    state.limits.timerWheelMs());
            state.forgetEndedHolds();
        }
    }

    /** C6 and R3. */
    private byte[] answer(UnsafeBuffer command, MessageHeaderDecoder header) {
        int idOffset = MessageHeaderDecoder.ENCODED_LENGTH;
        int contentOffset = idOffset + NaiveRequests.ID_BYTES;
        long high = command.getLong(idOffset, LITTLE_ENDIAN);
        long low = command.getLong(idOffset + Long.BYTES, LITTLE_ENDIAN);
        long fingerprint = header.templateId()
                ^ Fingerprint.of(
                        command.byteArray(),
                        command.wrapAdjustment() + contentOffset,
                        command.capacity() - contentOffset);
        return requests.answer(new NaiveRequests.Id(high, low), fingerprint, () -> ladders.decide(command, header));
    }

    /** C5. */
    @Override
    public long nextDeadlineMs() {
        return work.nextDeadlineMs();
    }

    /** As docs/snapshot-format.md defines it. */
    @Override
    public long stateHash() {
        return snapshot.stateHash();
    }

    @Override
    public void snapshot(SnapshotSink sink) {
        snapshot.write(sink);
    }

    /** Itself: what the oracle writes is only compared. */
    @Override
    public Decider reloaded() {
        return this;
    }

    /** The sequence of the last command; 0 before the first. */
    public long lastSequence() {
        return state.sequence;
    }

    /** All that the oracle knows, for the invariants. */
    NaiveState state() {
        return state;
    }
}
