package io.rushline.pipeline;

import com.lmax.disruptor.EventHandler;
import io.rushline.engine.Outbox;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** The stage that hands out what the engine decided, once the journal has the command. */
final class Publisher implements EventHandler<Slot>, Outbox.Reader {
    private final ReplyPublisher target;
    private final LargeCommands largeCommands;
    private @Nullable ReplyTo sender;
    private long correlation;

    Publisher(ReplyPublisher target, LargeCommands largeCommands) {
        this.target = target;
        this.largeCommands = largeCommands;
    }

    @Override
    public void onEvent(Slot slot, long ringSequence, boolean endOfBatch) {
        sender = slot.sender();
        correlation = slot.correlation();
        slot.outbox().forEach(this);
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
        } else if (sender != null) {
            target.onReply(sender, correlation, buffer, offset, length);
        }
    }
}
