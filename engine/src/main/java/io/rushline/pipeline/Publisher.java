package io.rushline.pipeline;

import com.lmax.disruptor.EventHandler;
import io.rushline.engine.Outbox;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** The stage that hands out what the engine decided, once the journal has the command. */
final class Publisher implements EventHandler<Slot>, Outbox.Reader {
    private final ReplyPublisher target;
    private final Outcomes outcomes;
    private final LargeCommands largeCommands;
    private final PipelineFigures figures;
    private @Nullable ReplyTo sender;
    private long correlation;
    private int code;

    Publisher(ReplyPublisher target, Outcomes outcomes, LargeCommands largeCommands, PipelineFigures figures) {
        this.target = target;
        this.outcomes = outcomes;
        this.largeCommands = largeCommands;
        this.figures = figures;
    }

    @Override
    public void onEvent(Slot slot, long ringSequence, boolean endOfBatch) {
        sender = slot.sender();
        correlation = slot.correlation();
        code = 0;
        outcomes.read(slot, this);
        figures.published(slot.templateId(), code);
        if (PipelineFigures.isSampled(ringSequence)) {
            figures.handedOut(slot.offeredNs(), System.nanoTime());
        }
        largeCommands.release(slot.lengthBytes());
        slot.clear();
        if (endOfBatch) {
            sender = null;
            target.onBatchEnd();
        }
    }

    @Override
    public void onMessage(DirectBuffer buffer, int offset, int length) {
        if (Outbox.isEvent(buffer, offset)) {
            target.onEvent(buffer, offset, length);
            return;
        }
        code = PipelineFigures.code(buffer, offset);
        if (sender != null) {
            target.onReply(sender, correlation, buffer, offset, length);
        }
    }
}
