package io.rushline.gateway.server;

import io.rushline.engine.protocol.AcceptedDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.pipeline.Pipeline;
import io.rushline.pipeline.ReplyTo;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Commands of the server itself, sent from a thread that may wait. */
final class DirectCommands {
    private static final long RETRY_NANOS = 1_000_000;
    private static final int INITIAL_BYTES = 4096;

    private final Pipeline pipeline;
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(INITIAL_BYTES);

    DirectCommands(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** Sends a command that has no reply. */
    void tell(ToIntFunction<MutableDirectBuffer> encoder) {
        offer((correlation, reply, offset, length) -> {}, encoder);
    }

    /** Sends a command that must be accepted; the future brings the id of what it made. */
    CompletableFuture<Long> make(ToIntFunction<MutableDirectBuffer> encoder) {
        CompletableFuture<Long> subjectId = new CompletableFuture<>();
        offer((correlation, reply, offset, length) -> complete(subjectId, reply, offset), encoder);
        return subjectId;
    }

    private void offer(ReplyTo sender, ToIntFunction<MutableDirectBuffer> encoder) {
        int length = encoder.applyAsInt(buffer);
        while (!pipeline.offer(sender, 0, buffer, 0, length)) {
            if (pipeline.isStopped()) {
                throw new CouldNotRunException("the pipeline has stopped");
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    private static void complete(CompletableFuture<Long> subjectId, DirectBuffer reply, int offset) {
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(reply, offset);
        if (header.templateId() == AcceptedDecoder.TEMPLATE_ID) {
            subjectId.complete(new AcceptedDecoder()
                    .wrapAndApplyHeader(reply, offset, header)
                    .subjectId());
        } else {
            subjectId.completeExceptionally(new IllegalStateException("refused with template " + header.templateId()));
        }
    }
}
