package io.rushline.gateway.binary;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.rushline.gateway.binary.BinaryClientException.Reason;
import io.rushline.gateway.binary.protocol.SubjectKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous client of the binary protocol. When its connection is lost it connects anew, sends what has no answer
 * again, in the same order and under the same ids, and subscribes again.
 *
 * <p>Guarantee: a command that was answered was carried out once. One whose future is completed exceptionally may have been
 * carried out, unless the reason says otherwise.
 *
 * <pre>{@code
 *   try (BinaryClient client = BinaryClient.connect(ClientOptions.of("127.0.0.1", 7070, key))) {
 *       client.send(BinaryCommand.holdSeats(CommandId.random(), showId, "ann", 12, 13)).thenAccept(answer -> ...);
 *   }
 * }</pre>
 *
 * <p>Threading: any thread may call; futures and listeners are told on the client's one event loop, which must not wait. Many
 * clients may share a loop. What is sent from the loop itself leaves together, when the loop has done what it is at.
 */
public final class BinaryClient implements AutoCloseable {
    private final ClientOptions options;
    private final EventLoopGroup eventLoops;
    private final boolean ownsLoops;
    private final EventExecutor eventLoop;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong nextSubscriptionId = new AtomicLong(1);
    private final AtomicInteger connectionCount = new AtomicInteger();
    private volatile boolean isConnected;

    // From here on for the event loop only.
    private final Map<CommandId, Unanswered> unanswered = new LinkedHashMap<>();
    private final Map<Long, ClientSubscription> subscriptions = new LinkedHashMap<>();
    private @Nullable ClientConnection connection;
    private @Nullable BinaryClientException end;
    private long backoffMs;
    private boolean isFlushDue;
    private long toldToWaitMs;

    private record Unanswered(BinaryCommand command, CompletableFuture<BinaryAnswer> answer) {}

    private BinaryClient(ClientOptions options, EventLoopGroup eventLoops, boolean ownsLoops) {
        this.options = options;
        this.eventLoops = eventLoops;
        this.ownsLoops = ownsLoops;
        backoffMs = options.firstBackoff().toMillis();
        eventLoop = eventLoops.next();
    }

    /** Starts to connect, and goes on trying until it is closed. */
    public static BinaryClient connect(ClientOptions options) {
        EventLoopGroup own = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("binary-client", true), NioIoHandler.newFactory());
        return connect(new BinaryClient(options, own, true));
    }

    /**
     * The same on an event loop of the caller's, which is not closed with the client.
     *
     * @param one a group of one loop, on NIO or epoll
     */
    public static BinaryClient connect(ClientOptions options, EventLoopGroup one) {
        return connect(new BinaryClient(options, one, false));
    }

    private static BinaryClient connect(BinaryClient client) {
        client.eventLoop.execute(client::openConnection);
        return client;
    }

    /**
     * Sends a command, or keeps it until there is a connection.
     *
     * @return completed exceptionally with a {@link BinaryClientException} when there will be no answer
     */
    public CompletableFuture<BinaryAnswer> send(BinaryCommand command) {
        CompletableFuture<BinaryAnswer> answer = new CompletableFuture<>();
        if (inFlight.incrementAndGet() > options.maxInFlight()) {
            inFlight.decrementAndGet();
            answer.completeExceptionally(new BinaryClientException(
                    Reason.IN_FLIGHT_LIMIT, options.maxInFlight() + " commands are unanswered already"));
            return answer;
        }
        if (eventLoop.inEventLoop()) {
            sendNow(command, answer);
        } else {
            onLoop(() -> sendNow(command, answer), () -> {
                inFlight.decrementAndGet();
                answer.completeExceptionally(closed());
            });
        }
        return answer;
    }

    /** Listens to the seats of a show; answers the subscription's id. The listener of a closed client is told the end at once. */
    public long subscribeToShow(long showId, StateListener listener) {
        return subscribe(SubjectKind.SHOW, new SignedId(showId, 0, 0), listener);
    }

    /** Listens to a hold; answers the subscription's id. */
    public long subscribeToHold(SignedId hold, StateListener listener) {
        return subscribe(SubjectKind.HOLD, hold, listener);
    }

    /** Listens to a place in a line; answers the subscription's id. */
    public long subscribeToWaiter(SignedId waiter, StateListener listener) {
        return subscribe(SubjectKind.WAITER, waiter, listener);
    }

    /** Ends a subscription; its listener is told when nothing more follows. Does nothing when the client is closed. */
    public void unsubscribe(long subscriptionId) {
        Runnable ending = () -> {
            ClientConnection current = connection;
            if (current != null && current.isLoggedOn()) {
                current.unsubscribe(subscriptionId);
            } else {
                subscriptions.remove(subscriptionId);
            }
        };
        onLoop(ending, () -> {});
    }

    /** Commands that have no answer yet. */
    public int inFlight() {
        return inFlight.get();
    }

    /** How often it has logged on. */
    public int connectionCount() {
        return connectionCount.get();
    }

    /** Whether it is logged on now. When not, it tries again by itself. */
    public boolean isConnected() {
        return isConnected;
    }

    /** Ends the connection; what has no answer gets none. A second time nothing happens. */
    @Override
    public void close() {
        boolean isOnLoop = eventLoop.inEventLoop();
        if (isOnLoop) {
            end(closed());
        } else {
            try {
                eventLoop.submit(() -> end(closed())).awaitUninterruptibly();
            } catch (RejectedExecutionException e) {
                // The loop has ended, so that nothing runs beside this.
                end(closed());
            }
        }
        if (ownsLoops) {
            Future<?> ended = eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            // A loop that waits for its own end never ends.
            if (!isOnLoop) {
                ended.awaitUninterruptibly();
            }
        }
    }

    /** The connection may be used: what has no answer is sent again. */
    void onLogon(ClientConnection current) {
        connectionCount.incrementAndGet();
        isConnected = true;
        backoffMs = options.firstBackoff().toMillis();
        subscriptions.values().forEach(current::subscribe);
        unanswered.values().forEach(waiting -> current.send(waiting.command()));
        current.flush();
    }

    void onAnswer(BinaryAnswer answer) {
        Unanswered waiting = unanswered.remove(answer.commandId());
        if (waiting != null) {
            inFlight.decrementAndGet();
            waiting.answer().complete(answer);
        }
    }

    void onRefusal(CommandId id, BinaryClientException refusal) {
        Unanswered waiting = unanswered.remove(id);
        if (waiting != null) {
            inFlight.decrementAndGet();
            waiting.answer().completeExceptionally(refusal);
        }
    }

    @Nullable
    ClientSubscription subscription(long subscriptionId) {
        return subscriptions.get(subscriptionId);
    }

    void forget(long subscriptionId) {
        subscriptions.remove(subscriptionId);
    }

    /** The server does not let it in before a time is over, however short its own patience is. */
    void onLogonRefused(long retryAfterMs) {
        toldToWaitMs = retryAfterMs;
    }

    /** The connection is gone, or there never was one. */
    void onLoss() {
        connection = null;
        isConnected = false;
        if (end == null) {
            eventLoop
                    .schedule(this::openConnection, Math.max(backoffMs, toldToWaitMs), TimeUnit.MILLISECONDS)
                    .addListener(Ignored.RESULT);
            toldToWaitMs = 0;
            backoffMs = Math.min(backoffMs * 2, options.maxBackoff().toMillis());
        }
    }

    /** Nothing is tried any more. */
    void end(BinaryClientException reason) {
        if (end != null) {
            return;
        }
        end = reason;
        if (connection != null) {
            connection.close();
        }
        for (Unanswered waiting : new ArrayList<>(unanswered.values())) {
            inFlight.decrementAndGet();
            waiting.answer().completeExceptionally(reason);
        }
        unanswered.clear();
    }

    private static BinaryClientException closed() {
        return new BinaryClientException(Reason.CLOSED, "the client was closed");
    }

    /** Has the loop run a task, or runs another when it has ended, as it does with a client whose own it is. */
    private void onLoop(Runnable task, Runnable whenEnded) {
        try {
            eventLoop.execute(task);
        } catch (RejectedExecutionException e) {
            whenEnded.run();
        }
    }

    private void openConnection() {
        if (end == null) {
            connection = ClientConnection.open(this, options, eventLoops);
        }
    }

    private void sendNow(BinaryCommand command, CompletableFuture<BinaryAnswer> answer) {
        if (end != null) {
            inFlight.decrementAndGet();
            answer.completeExceptionally(end);
            return;
        }
        if (unanswered.putIfAbsent(command.id(), new Unanswered(command, answer)) != null) {
            inFlight.decrementAndGet();
            answer.completeExceptionally(
                    new IllegalArgumentException("a command with this id is unanswered already: " + command.id()));
            return;
        }
        ClientConnection current = connection;
        if (current != null && current.isLoggedOn()) {
            current.send(command);
            flushSoon();
        }
    }

    /** Behind all that the loop does now: thousands of commands are few writes then. */
    private void flushSoon() {
        if (!isFlushDue) {
            isFlushDue = true;
            eventLoop.execute(() -> {
                isFlushDue = false;
                ClientConnection current = connection;
                if (current != null) {
                    current.flush();
                }
            });
        }
    }

    private long subscribe(SubjectKind kind, SignedId subject, StateListener listener) {
        long subscriptionId = nextSubscriptionId.getAndIncrement();
        ClientSubscription subscription = new ClientSubscription(subscriptionId, kind, subject, listener);
        Runnable beginning = () -> {
            if (end != null) {
                listener.onEnd();
                return;
            }
            subscriptions.put(subscriptionId, subscription);
            ClientConnection current = connection;
            if (current != null && current.isLoggedOn()) {
                current.subscribe(subscription);
                flushSoon();
            }
        };
        onLoop(beginning, listener::onEnd);
        return subscriptionId;
    }
}
