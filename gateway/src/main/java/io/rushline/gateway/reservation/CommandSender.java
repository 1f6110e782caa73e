package io.rushline.gateway.reservation;

import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.Problem;
import io.rushline.pipeline.CommandJournal;
import io.rushline.pipeline.Pipeline;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts commands into the ring for HTTP exchanges, and brings the replies back to their event loops.
 *
 * <p>Threading: any thread, each with a buffer and a queue of its own; only those of event loops have anything in it.
 */
public final class CommandSender {
    private static final int INITIAL_BYTES = 1024;
    private static final Problem TOO_LARGE =
            Problem.of(413, "CONTENT_TOO_LARGE", "This describes more than one command can carry");

    private final Pipeline pipeline;
    private final ReplyBatches batches;
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final ThreadLocal<Desk> desks;

    /** @param batches are to be published when a batch of the pipeline's replies ends */
    public CommandSender(Pipeline pipeline, ReplyBatches batches) {
        this(pipeline, batches, WaitingCommands.Bounds.USUAL);
    }

    CommandSender(Pipeline pipeline, ReplyBatches batches, WaitingCommands.Bounds bounds) {
        this.pipeline = pipeline;
        this.batches = batches;
        desks = ThreadLocal.withInitial(() -> new Desk(
                new ExpandableArrayBuffer(INITIAL_BYTES),
                new WaitingCommands(bounds, () -> pipeline.remainingCapacity() > 0, waitingCount)));
    }

    /** What a thread works with. */
    private record Desk(MutableDirectBuffer scratch, WaitingCommands waiting) {}

    /** Makes the answer of a reply, a whole message at offset 0. */
    @FunctionalInterface
    public interface Answer {
        void give(DirectBuffer reply);
    }

    /**
     * Sends a command. When the ring is full it waits for a moment, while nothing more is read from its connection; when
     * that does not help, or too many wait already, the answer is 503.
     *
     * @param encoder writes the message with its header at offset 0 and returns its length
     * @param answer runs on the exchange's event loop; what it throws becomes the answer
     */
    public void send(Exchange exchange, ToIntFunction<MutableDirectBuffer> encoder, Answer answer) {
        Desk desk = desks.get();
        MutableDirectBuffer buffer = desk.scratch();
        int length = encoder.applyAsInt(buffer);
        if (length > CommandJournal.MAX_COMMAND_BYTES) {
            exchange.problem(TOO_LARGE);
        } else if (!desk.waiting().isEmpty() || !offer(exchange, buffer, length, answer)) {
            byte[] copy = new byte[length];
            buffer.getBytes(0, copy);
            DirectBuffer command = new UnsafeBuffer(copy);
            exchange.onEventLoop(
                    () -> desks.get().waiting().add(exchange, length, () -> offer(exchange, command, length, answer)));
        }
    }

    private boolean offer(Exchange exchange, DirectBuffer command, int length, Answer answer) {
        return pipeline.offer(
                (correlation, reply, offset, replyLength) -> {
                    byte[] copy = new byte[replyLength];
                    reply.getBytes(offset, copy);
                    batches.add(exchange.executor(), () -> give(exchange, answer, copy));
                },
                0,
                command,
                0,
                length);
    }

    /** Commands that wait for room in the ring now. */
    public int waitingCount() {
        return waitingCount.get();
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
