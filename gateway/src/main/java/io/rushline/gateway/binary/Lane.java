package io.rushline.gateway.binary;

import static org.agrona.BitUtil.SIZE_OF_LONG;

import io.netty.channel.EventLoop;
import io.rushline.engine.protocol.ArchiveShowDecoder;
import io.rushline.engine.protocol.OpenSaleDecoder;
import io.rushline.gateway.limit.Guard;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop with its connections, and the queue in which the publisher leaves their replies.
 *
 * <pre>
 *   in the queue:  | connection int64 | template of the command int64 | reply with its header |
 * </pre>
 *
 * <p>Guarantees: the queue has room for the replies to all commands that the lane may have in the ring, so the publisher
 * never waits. Connections whose command found no room in the ring wait in the order in which they came, and each gets
 * its turn of some frames; while some wait, others queue up behind them. An error in what is done for one connection ends
 * that connection only, so that its client sends again what has no answer.
 *
 * <p>Threading: the event loop, but for {@link #put}, {@link #publish} and {@link #touched}. Allocation: none in steady
 * state.
 */
final class Lane {
    /** Commands that may be in the ring at once for this lane; twice the ring's own size. */
    static final int MAX_IN_RING = 16 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int QUEUE_BYTES = 8 * 1024 * 1024;
    private static final int REPLY_TYPE = 1;
    private static final int REPLY_OFFSET = 2 * SIZE_OF_LONG;
    private static final int FRAMES_PER_TURN = 64;
    private static final long RETRY_MS = 1;
    private static final long TICK_MS = 100;
    private static final long PUSH_PAUSE_MS = 10;

    private final EventLoop eventLoop;
    private final Guard guard;
    private final LongConsumer onSaleChanged;
    private final OneToOneRingBuffer replies = new OneToOneRingBuffer(
            new UnsafeBuffer(ByteBuffer.allocateDirect(QUEUE_BYTES + RingBufferDescriptor.TRAILER_LENGTH)));
    private final Long2ObjectHashMap<BinaryConnection> connections = new Long2ObjectHashMap<>();
    private final ArrayDeque<BinaryConnection> waiting = new ArrayDeque<>();
    private final List<BinaryConnection> answered = new ArrayList<>();
    private final Queue<Subscription> touched = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isWakeUpPending = new AtomicBoolean();
    private final AtomicBoolean isPushPending = new AtomicBoolean();
    private final Runnable deliverAll = this::deliverAll;
    private final CommandCheck check = new CommandCheck();
    private final LoopTime time = new LoopTime(System.nanoTime());
    private boolean hasNews;
    private boolean isRetryPending;
    private int inRing;

    /**
     * A lane without connections.
     *
     * @param guard told of all replies to requests for seats
     * @param onSaleChanged told of a show whose sale was opened or that was archived
     */
    Lane(EventLoop eventLoop, Guard guard, LongConsumer onSaleChanged) {
        this.eventLoop = eventLoop;
        this.guard = guard;
        this.onSaleChanged = onSaleChanged;
        eventLoop
                .scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS)
                .addListener(ended -> LOG.debug("a lane has ended"));
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    /** For all connections of the lane, one after the other. */
    CommandCheck check() {
        return check;
    }

    LoopTime time() {
        return time;
    }

    void add(BinaryConnection connection) {
        connections.put(connection.id(), connection);
    }

    void remove(BinaryConnection connection) {
        connections.remove(connection.id());
        waiting.remove(connection);
    }

    /** Whether one more command may go into the ring. */
    boolean hasRoom() {
        return inRing < MAX_IN_RING;
    }

    /** A command has gone into the ring. */
    void sent() {
        inRing++;
    }

    /** Whether connections wait for room in the ring already. */
    boolean isCongested() {
        return !waiting.isEmpty();
    }

    /** Lets a connection wait for its turn. */
    void await(BinaryConnection connection) {
        waiting.add(connection);
        retryLater();
    }

    /** Leaves a reply; called by the publisher. False when there is no room, which cannot be as long as {@link #hasRoom} is asked. */
    boolean put(long connectionId, long correlation, DirectBuffer reply, int offset, int length) {
        int index = replies.tryClaim(REPLY_TYPE, REPLY_OFFSET + length);
        if (index < 0) {
            return false;
        }
        replies.buffer().putLong(index, connectionId);
        replies.buffer().putLong(index + SIZE_OF_LONG, correlation);
        replies.buffer().putBytes(index + REPLY_OFFSET, reply, offset, length);
        replies.commit(index);
        hasNews = true;
        return true;
    }

    /** Has the replies so far delivered; called by the publisher. */
    void publish() {
        if (hasNews) {
            hasNews = false;
            wakeUp();
        }
    }

    /** What a subscription is about has changed; any thread may call. */
    void touched(Subscription subscription) {
        touched.add(subscription);
        if (isPushPending.compareAndSet(false, true)) {
            try {
                eventLoop
                        .schedule(this::push, PUSH_PAUSE_MS, TimeUnit.MILLISECONDS)
                        .addListener(Ignored.RESULT);
            } catch (RejectedExecutionException e) {
                LOG.debug("the event loop has ended");
            }
        }
    }

    private void wakeUp() {
        if (isWakeUpPending.compareAndSet(false, true)) {
            try {
                eventLoop.execute(deliverAll);
            } catch (RejectedExecutionException e) {
                LOG.debug("the event loop has ended");
            }
        }
    }

    private void deliverAll() {
        // Before reading, so that what comes from now on wakes the loop again.
        isWakeUpPending.set(false);
        int count;
        do {
            count = replies.read(this::deliver);
        } while (count > 0);
        for (int i = 0; i < answered.size(); i++) {
            BinaryConnection connection = answered.get(i);
            try {
                connection.endOfReplies();
            } catch (Throwable e) {
                connection.breakOff(e);
            }
        }
        answered.clear();
        giveTurns();
    }

    private void deliver(int type, MutableDirectBuffer buffer, int index, int length) {
        inRing--;
        int reply = index + REPLY_OFFSET;
        // Also when the connection is gone: the sale has changed, and the client may repeat its request.
        int commandTemplateId = (int) buffer.getLong(index + SIZE_OF_LONG);
        tellOfSale(commandTemplateId, buffer, reply);
        CommandShape shape = CommandShape.of(commandTemplateId);
        if (shape != null && shape.isForNewSeats()) {
            guard.onReply(buffer, reply);
        }
        BinaryConnection connection = connections.get(buffer.getLong(index));
        if (connection == null) {
            return;
        }
        try {
            if (connection.startOfReplies()) {
                answered.add(connection);
            }
            connection.deliver(buffer, reply, length - REPLY_OFFSET);
        } catch (Throwable e) {
            connection.breakOff(e);
        }
    }

    private void tellOfSale(int commandTemplateId, DirectBuffer reply, int offset) {
        boolean isOfSale =
                commandTemplateId == OpenSaleDecoder.TEMPLATE_ID || commandTemplateId == ArchiveShowDecoder.TEMPLATE_ID;
        if (isOfSale && ReplyFrames.isAccepted(reply, offset)) {
            try {
                onSaleChanged.accept(ReplyFrames.subjectId(reply, offset));
            } catch (Throwable e) {
                LOG.error("a change of a sale could not be passed on", e);
            }
        }
    }

    /** Each that waits has one turn at most; the first that finds no room ends the round and stays the first. */
    private void giveTurns() {
        for (int left = waiting.size(); left > 0 && !waiting.isEmpty(); left--) {
            BinaryConnection connection = waiting.peek();
            try {
                if (!connection.takeTurn(FRAMES_PER_TURN)) {
                    retryLater();
                    return;
                }
                if (waiting.peek() == connection) {
                    waiting.poll();
                    connection.endOfTurn();
                }
            } catch (Throwable e) {
                waiting.remove(connection);
                connection.breakOff(e);
            }
        }
        if (!waiting.isEmpty()) {
            retryLater();
        }
    }

    private void retryLater() {
        if (!isRetryPending) {
            isRetryPending = true;
            eventLoop
                    .schedule(
                            () -> {
                                isRetryPending = false;
                                giveTurns();
                            },
                            RETRY_MS,
                            TimeUnit.MILLISECONDS)
                    .addListener(Ignored.RESULT);
        }
    }

    private void push() {
        isPushPending.set(false);
        for (Subscription next = touched.poll(); next != null; next = touched.poll()) {
            try {
                next.push();
            } catch (Throwable e) {
                next.connection().breakOff(e);
            }
        }
        for (BinaryConnection connection : connections.values()) {
            try {
                connection.flush();
            } catch (Throwable e) {
                connection.breakOff(e);
            }
        }
    }

    private void tick() {
        time.advance(System.nanoTime());
        for (BinaryConnection connection : List.copyOf(connections.values())) {
            try {
                connection.tick();
            } catch (Throwable e) {
                connection.breakOff(e);
            }
        }
    }
}
