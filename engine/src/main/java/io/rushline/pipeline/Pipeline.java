package io.rushline.pipeline;

import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.EventFactory;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.SequenceBarrier;
import io.rushline.engine.Engine;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The running ring: takes commands from any thread, has each journaled and decided, and publishes outcomes in order.
 *
 * <p>Threading: any thread may offer and ask; journal, engine and publisher each have one thread of their own.
 *
 * <p>Allocation: none per command, unless it is larger than a slot.
 *
 * <p>Caveats: after a failure of any stage nothing more is decided or published; what was accepted before it and not
 * yet answered stays unanswered, and the process must end.
 */
public final class Pipeline implements AutoCloseable {
    /** No place in the ring. */
    static final long NO_ROOM = -1;

    private static final long CLOSE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long JOIN_TIMEOUT_MS = 5_000;
    private static final long DRAIN_PARK_NS = TimeUnit.MICROSECONDS.toNanos(200);

    private final RingBuffer<Slot> ring;
    private final EpochClock clock;
    private final LargeCommands largeCommands;
    private final PipelineFigures figures = new PipelineFigures();
    private final long sequenceBefore;
    private final Failure failure;
    private final Ticker ticker;
    private final BatchEventProcessor<Slot> journaler;
    private final BatchEventProcessor<Slot> decider;
    private final BatchEventProcessor<Slot> publisher;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    Pipeline(PipelineBuilder with, Consumer<Throwable> onFatal) {
        ring = RingBuffer.createMultiProducer(slots(with.ringSize), with.ringSize, with.waiting.strategy());
        Outcomes outcomes = new Outcomes(with.ringSize);
        clock = with.clock;
        largeCommands = new LargeCommands(with.maxLargeCommandBytes);
        sequenceBefore = with.engine.lastSequence();
        failure = new Failure(onFatal, this::halt);

        SequenceBarrier offered = ring.newBarrier();
        Journaler journalStage = new Journaler(
                with.journal, sequenceBefore + 1, with.engine.lastTimestampMs(), with.maxBatch, failure, figures);
        Decider engineStage = new Decider(ring, with.engine, outcomes, failure);
        journaler = stage(with.maxBatch, offered, journalStage);
        decider = stage(with.maxBatch, offered, engineStage);
        SequenceBarrier journaledAndDecided = ring.newBarrier(journaler.getSequence(), decider.getSequence());
        publisher = stage(
                with.maxBatch, journaledAndDecided, new Publisher(with.publisher, outcomes, largeCommands, figures));
        ring.addGatingSequences(publisher.getSequence());
        ticker = new Ticker(this, engineStage, clock);
    }

    /** Slots whose commands lie one behind the other. */
    private static EventFactory<Slot> slots(int count) {
        UnsafeBuffer commands = new UnsafeBuffer(new byte[Math.multiplyExact(count, Slot.INLINE_BYTES)]);
        int[] made = {0};
        return () -> new Slot(commands, made[0]++ * Slot.INLINE_BYTES);
    }

    /**
     * Starts to put a pipeline together.
     *
     * @param engine as the replay of the journal left it
     * @param journal open behind the engine's last command
     */
    public static PipelineBuilder builder(Engine engine, CommandJournal journal, ReplyPublisher publisher) {
        return new PipelineBuilder(engine, journal, publisher);
    }

    private BatchEventProcessor<Slot> stage(int maxBatch, SequenceBarrier barrier, EventHandler<Slot> handler) {
        BatchEventProcessor<Slot> stage =
                new BatchEventProcessorBuilder().setMaxBatchSize(maxBatch).build(ring, barrier, handler);
        stage.setExceptionHandler(failure);
        return stage;
    }

    void start() {
        startThread("rushline-journaler", journaler);
        startThread("rushline-engine", decider);
        startThread("rushline-publisher", publisher);
        startThread("rushline-ticker", ticker);
    }

    private void startThread(String name, Runnable work) {
        Thread thread = new Thread(() -> run(work), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void run(Runnable work) {
        try {
            work.run();
        } catch (Failure.StageStoppedException e) {
            // The failure has been reported where it happened; this only ends the thread.
        } catch (Throwable e) {
            failure.fail(e);
        }
    }

    /**
     * Takes a command, or not. Never waits.
     *
     * @param sender gets the reply; null when nobody wants it
     * @param correlation handed back with the reply
     * @param command a whole, well-formed SBE command with its header; copied
     * @param length at most {@link CommandJournal#MAX_COMMAND_BYTES}
     * @return false when there is no room now, or the pipeline has stopped
     */
    public boolean offer(@Nullable ReplyTo sender, long correlation, DirectBuffer command, int offset, int length) {
        long ringSequence = fill(sender, correlation, command, offset, length);
        if (ringSequence == NO_ROOM) {
            return false;
        }
        ring.publish(ringSequence);
        return true;
    }

    /** Offers commands of one thread, several at once. */
    public Producer producer() {
        return new Producer(this);
    }

    /** Takes a command that the stages do not see yet; answers its place, or {@link #NO_ROOM}. */
    long fill(@Nullable ReplyTo sender, long correlation, DirectBuffer command, int offset, int length) {
        if (length < MessageHeaderDecoder.ENCODED_LENGTH || length > CommandJournal.MAX_COMMAND_BYTES) {
            throw new IllegalArgumentException("A command has " + MessageHeaderDecoder.ENCODED_LENGTH + " to "
                    + CommandJournal.MAX_COMMAND_BYTES + " bytes, not " + length);
        }
        // Checked before a slot is claimed, for a claimed slot must be filled.
        command.boundsCheck(offset, length);
        if (isStopped()) {
            return NO_ROOM;
        }
        if (!ring.hasAvailableCapacity(1)) {
            figures.turnAway();
            return NO_ROOM;
        }
        long timestampMs = clock.time();
        byte[] large = null;
        if (LargeCommands.isLarge(length)) {
            large = largeCommands.tryTake(length);
            if (large == null) {
                figures.turnAway();
                return NO_ROOM;
            }
        }
        long ringSequence;
        try {
            ringSequence = ring.tryNext();
        } catch (InsufficientCapacityException e) {
            largeCommands.release(length);
            figures.turnAway();
            return NO_ROOM;
        }
        long offeredNs = PipelineFigures.isSampled(ringSequence) ? System.nanoTime() : 0;
        ring.get(ringSequence).fill(sender, correlation, timestampMs, offeredNs, command, offset, length, large);
        return ringSequence;
    }

    /** Lets the stages see what was filled, from one place to another. */
    void publish(long firstRingSequence, long lastRingSequence) {
        ring.publish(firstRingSequence, lastRingSequence);
    }

    /** Whether a stage has failed: nothing is decided or published any more. */
    public boolean isFailed() {
        return failure.isFailed();
    }

    /** Whether no command is taken any more, after a failure or a close. */
    public boolean isStopped() {
        return closed.get() || failure.isFailed();
    }

    /** What it has done so far. */
    public PipelineFigures figures() {
        return figures;
    }

    /** Places of the ring. */
    public int capacity() {
        return ring.getBufferSize();
    }

    /** Places left in the ring. */
    public long remainingCapacity() {
        return ring.remainingCapacity();
    }

    /** The last sequence whose outcome was published. */
    public long publishedSequence() {
        return sequenceBefore + 1 + publisher.getSequence().get();
    }

    /** Whether the outcome of all that was offered has been published. */
    public boolean isIdle() {
        return publisher.getSequence().get() >= ring.getCursor();
    }

    /** Whether the engine has seen all that was offered. */
    boolean isDecided() {
        return decider.getSequence().get() >= ring.getCursor();
    }

    private void halt() {
        journaler.halt();
        decider.halt();
        publisher.halt();
        ticker.stop();
    }

    /**
     * Takes no more, brings what was accepted to its end, and stops the threads; after a failure it only stops them.
     * Only the first call does anything.
     *
     * @throws IllegalStateException when that takes longer than half a minute
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        ticker.stop();
        boolean drained = drain();
        halt();
        boolean ended = joinAll();
        if (!failure.isFailed() && !(drained && ended)) {
            throw new IllegalStateException(
                    "The pipeline did not drain: published up to sequence " + publishedSequence());
        }
    }

    /** Claims the whole ring, which succeeds exactly when it is empty, and then keeps late offers out for good. */
    private boolean drain() {
        long startedNs = System.nanoTime();
        while (!failure.isFailed() && System.nanoTime() - startedNs < CLOSE_TIMEOUT_NS) {
            try {
                ring.tryNext(ring.getBufferSize());
                return true;
            } catch (InsufficientCapacityException e) {
                LockSupport.parkNanos(DRAIN_PARK_NS);
            }
        }
        return false;
    }

    private boolean joinAll() {
        boolean ended = true;
        for (Thread thread : threads) {
            if (thread != Thread.currentThread()) {
                ended &= join(thread);
            }
        }
        return ended;
    }

    private static boolean join(Thread thread) {
        try {
            thread.join(JOIN_TIMEOUT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
