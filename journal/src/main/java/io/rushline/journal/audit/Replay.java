package io.rushline.journal.audit;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.SnapshotEndDecoder;
import io.rushline.engine.protocol.SnapshotStartDecoder;
import io.rushline.journal.replay.CommandHandler;
import org.agrona.DirectBuffer;

/**
 * An engine that decides again what a journal says was asked, and hands over what it decided.
 *
 * <p>Threading: one thread. Allocation: the engine's.
 */
public final class Replay implements CommandHandler {
    private final Engine engine;
    private final DecisionHandler handler;
    private final Outbox outbox = new Outbox();

    /** A replay from the first command on, under the limits that hold until the journal sets others. */
    public Replay(DecisionHandler handler) {
        this(new Engine(EngineLimits.SERVER), handler);
    }

    /** A replay that goes on with an engine, such as one from a snapshot. */
    public Replay(Engine engine, DecisionHandler handler) {
        this.engine = engine;
        this.handler = handler;
    }

    /** For who only wants the state. */
    public static DecisionHandler nobody() {
        return (sequence, timestampMs, command, offset, length, outbox) -> {};
    }

    /** @throws UndecidableException when the engine does not take the command */
    @Override
    public void onCommand(long sequence, long timestampMs, DirectBuffer command, int offset, int length) {
        try {
            engine.apply(sequence, timestampMs, command, offset, length, outbox);
        } catch (RuntimeException e) {
            throw new UndecidableException(sequence, e);
        }
        handler.onDecision(sequence, timestampMs, command, offset, length, outbox);
    }

    @Override
    public void readAhead(DirectBuffer command, int offset) {
        engine.readAhead(command, offset);
    }

    public long lastSequence() {
        return engine.lastSequence();
    }

    /** How much there is in the state, and its hash. */
    public StateSummary state() {
        StateSummary.Builder summary = new StateSummary.Builder();
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        engine.writeSnapshot((part, offset, length) -> {
            header.wrap(part, offset);
            if (header.templateId() == SnapshotStartDecoder.TEMPLATE_ID) {
                summary.start(new SnapshotStartDecoder().wrapAndApplyHeader(part, offset, header));
            } else if (header.templateId() == SnapshotEndDecoder.TEMPLATE_ID) {
                summary.stateHash(new SnapshotEndDecoder()
                        .wrapAndApplyHeader(part, offset, header)
                        .stateHash());
            }
        });
        return summary.build();
    }
}
