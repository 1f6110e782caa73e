package io.rushline.gateway.reservation;

import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.Problem;
import io.rushline.pipeline.CommandJournal;
import io.rushline.pipeline.Pipeline;
import java.util.function.ToIntFunction;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Puts commands into the ring for HTTP exchanges, and brings the replies back to their event loops. */
public final class CommandSender {
    private static final int INITIAL_BYTES = 1024;
    private static final Problem OVERLOADED =
            Problem.of(503, "OVERLOADED", "Too much to do at the moment").retryAfter(1);

    private static final Problem TOO_LARGE =
            Problem.of(413, "CONTENT_TOO_LARGE", "This describes more than one command can carry");

    private final Pipeline pipeline;
    private final ReplyBatches batches;
    private final ThreadLocal<MutableDirectBuffer> scratch =
            ThreadLocal.withInitial(() -> new ExpandableArrayBuffer(INITIAL_BYTES));

    /** @param batches are to be published when a batch of the pipeline's replies ends */
    public CommandSender(Pipeline pipeline, ReplyBatches batches) {
        this.pipeline = pipeline;
        this.batches = batches;
    }

    /** Makes the answer of a reply, a whole message at offset 0. */
    @FunctionalInterface
    public interface Answer {
        void give(DirectBuffer reply);
    }

    /**
     * Sends a command, or answers 503 when the ring is full.
     *
     * @param encoder writes the message with its header at offset 0 and returns its length
     * @param answer runs on the exchange's event loop; what it throws becomes the answer
     */
    public void send(Exchange exchange, ToIntFunction<MutableDirectBuffer> encoder, Answer answer) {
        MutableDirectBuffer buffer = scratch.get();
        int length = encoder.applyAsInt(buffer);
        if (length > CommandJournal.MAX_COMMAND_BYTES) {
            exchange.problem(TOO_LARGE);
            return;
        }
        boolean isTaken = pipeline.offer(
                (correlation, reply, offset, replyLength) -> {
                    byte[] copy = new byte[replyLength];
                    reply.getBytes(offset, copy);
                    batches.add(exchange.executor(), () -> give(exchange, answer, copy));
                },
                0,
                buffer,
                0,
                length);
        if (!isTaken) {
            exchange.problem(OVERLOADED);
        }
    }

    /** The last sequence whose effects readers see. */
    public long publishedSequence() {
        return pipeline.publishedSequence();
    }

    private static void give(Exchange exchange, Answer answer, byte[] reply) {
        try {
            answer.give(new UnsafeBuffer(reply));
        } catch (Throwable e) {
            // Errors too: whatever happened, others of the batch wait for their answers.
            exchange.fail(e);
        }
    }
}
