package io.rushline.pipeline;

import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RefusedDecoder;
import io.rushline.engine.protocol.SeatPlanDefinedDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** A publisher that notes what it is given, and whether the journal had it by then. */
final class RecordingPublisher implements ReplyPublisher {
    private final RecordingJournal journal;
    private final List<Long> replies = new ArrayList<>();
    private final List<Integer> eventTemplates = new ArrayList<>();
    private final List<Integer> definitionLengths = new ArrayList<>();
    private final List<Long> tooEarly = new ArrayList<>();
    private int batchEnds;

    RecordingPublisher(RecordingJournal journal) {
        this.journal = journal;
    }

    @Override
    public synchronized void onEvent(DirectBuffer event, int offset, int length) {
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(event, offset);
        eventTemplates.add(header.templateId());
        if (header.templateId() == SeatPlanDefinedDecoder.TEMPLATE_ID) {
            definitionLengths.add(new SeatPlanDefinedDecoder()
                    .wrapAndApplyHeader(event, offset, header)
                    .definitionLength());
        }
    }

    @Override
    public synchronized void onReply(ReplyTo sender, long correlation, DirectBuffer reply, int offset, int length) {
        // All replies start with the same fields, so that any decoder finds the sequence.
        long sequence = new RefusedDecoder()
                .wrap(
                        reply,
                        offset + MessageHeaderDecoder.ENCODED_LENGTH,
                        RefusedDecoder.BLOCK_LENGTH,
                        RefusedDecoder.SCHEMA_VERSION)
                .sequence();
        if (sequence > journal.committedSequence()) {
            tooEarly.add(sequence);
        }
        replies.add(sequence);
        sender.onReply(correlation, reply, offset, length);
    }

    @Override
    public synchronized void onBatchEnd() {
        batchEnds++;
    }

    synchronized List<Long> replies() {
        return List.copyOf(replies);
    }

    synchronized List<Integer> eventTemplates() {
        return List.copyOf(eventTemplates);
    }

    /** In bytes, of each seat plan that was defined. */
    synchronized List<Integer> definitionLengths() {
        return List.copyOf(definitionLengths);
    }

    synchronized List<Long> tooEarly() {
        return List.copyOf(tooEarly);
    }

    synchronized int batchEnds() {
        return batchEnds;
    }
}
