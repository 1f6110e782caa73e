package io.rushline.gateway.binary;

import static org.agrona.BitUtil.SIZE_OF_LONG;

import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * its turn of some frames; while some wait, others queue up behind them.
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
    private boolean hasNews;
    private boolean isRetryPending;
    private int inRing;

    Lane(EventLoop eventLoop) {
        this.eventLoop = eventLoop;
        eventLoop
                .scheduleAtFixedRate(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS)
                .addListener(ended -> LOG.debug("a lane has ended"));
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    /** For all connections of the lane, one after the other. */
    CommandCheck check() {
        return check;
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
            answered.get(i).endOfReplies();
        }
        answered.clear();
        giveTurns();
    }

    private void deliver(int type, MutableDirectBuffer buffer, int index, int length) {
        inRing--;
        BinaryConnection connection = connections.get(buffer.getLong(index));
        if (connection != null) {
            if (connection.startOfReplies()) {
                answered.add(connection);
            }
            connection.deliver(
                    (int) buffer.getLong(index + SIZE_OF_LONG), buffer, index + REPLY_OFFSET, length - REPLY_OFFSET);
        }
    }

    /** Each that waits has one turn at most; the first that finds no room ends the round and stays the first. */
    private void giveTurns() {
        for (int left = waiting.size(); left > 0 && !waiting.isEmpty(); left--) {
            BinaryConnection connection = waiting.peek();
            if (!connection.takeTurn(FRAMES_PER_TURN)) {
                retryLater();
                return;
            }
            if (waiting.peek() == connection) {
                waiting.poll();
                connection.endOfTurn();
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
            next.push();
        }
        for (BinaryConnection connection : connections.values()) {
            connection.flush();
        }
    }

    private void tick() {
        long nowNs = System.nanoTime();
        for (BinaryConnection connection : List.copyOf(connections.values())) {
            connection.tick(nowNs);
        }
    }
}
