package io.rushline.loadtest.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded set of connections, and the requests that queue for one.
 *
 * <p>Threading: the event loop only. A receiver may send the next request from within its call.
 *
 * <p>Caveats: the queue has no bound of its own; each customer has one request at most, so the crowd bounds it. What
 * finds no connection within its time-out is told so, so that a server that stops answering is noticed by all at once and not by
 * one connection's worth after the other.
 */
final class Pool {
    private static final int REPLY_MAX_BYTES = 4 * 1024 * 1024;

    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final int maxConnections;
    // The one used last goes out first: fewer connections stay warm, and those the server has tired of age at the end.
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final Set<Connection> busy = Collections.newSetFromMap(new IdentityHashMap<>());
    private final TreeSet<Pending> queue = new TreeSet<>(Pending.BY_RANK_THEN_ORDER);
    private int connectionCount;
    private int connectingCount;
    private long sent;

    Pool(EventLoop loop, Bootstrap bootstrap, Target target, int maxConnections) {
        this.loop = loop;
        this.maxConnections = maxConnections;
        this.bootstrap = bootstrap.clone().remoteAddress(target.address()).handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(new HttpClientCodec())
                        .addLast(new HttpObjectAggregator(REPLY_MAX_BYTES))
                        .addLast(new Connection(Pool.this, target.hostHeader()));
            }
        });
    }

    void send(Request request, Consumer<Outcome> receiver) {
        Pending pending = new Pending(request, sent++, System.nanoTime(), receiver);
        queue.add(pending);
        dispatch();
        if (pending.expiresInQueue() && queue.contains(pending)) {
            pending.limitedBy(loop.schedule(() -> expire(pending), request.timeoutMs(), TimeUnit.MILLISECONDS));
        }
    }

    /** Requests that were sent or queue for a connection. */
    int inFlightCount() {
        return queue.size() + busy.size();
    }

    /** Gives up on everything; each receiver hears {@code CANCELLED}. */
    void cancelAll() {
        List<Pending> queued = new ArrayList<>(queue);
        queue.clear();
        for (Connection connection : new ArrayList<>(busy)) {
            connection.fail(Failure.Cause.CANCELLED, "given up");
        }
        for (Pending pending : queued) {
            pending.leftQueue();
            pending.receiver().accept(new Failure(Failure.Cause.CANCELLED, "given up", System.nanoTime()));
        }
    }

    void onOpen(Connection connection) {
        connectingCount--;
        onIdle(connection);
    }

    void onIdle(Connection connection) {
        busy.remove(connection);
        Pending next = nextInQueue();
        if (next == null) {
            idle.push(connection);
        } else {
            busy.add(connection);
            connection.send(next);
        }
    }

    void onClosed(Connection connection) {
        connectionCount--;
        busy.remove(connection);
        idle.remove(connection);
        dispatch();
    }

    private void expire(Pending pending) {
        if (queue.remove(pending)) {
            pending.leftQueue();
            pending.receiver()
                    .accept(new Failure(Failure.Cause.NOT_SENT, "no connection was free in time", pending.askedNs()));
        }
    }

    private @Nullable Pending nextInQueue() {
        Pending next = queue.pollFirst();
        if (next != null) {
            next.leftQueue();
        }
        return next;
    }

    private void dispatch() {
        while (!queue.isEmpty() && !idle.isEmpty()) {
            onIdle(idle.pop());
        }
        while (connectingCount < queue.size() && connectionCount < maxConnections) {
            connectionCount++;
            connectingCount++;
            long triedNs = System.nanoTime();
            bootstrap.connect().addListener((ChannelFuture connect) -> {
                if (!connect.isSuccess()) {
                    onConnectFailed(connect.cause(), triedNs);
                }
            });
        }
    }

    private void onConnectFailed(Throwable cause, long triedNs) {
        connectionCount--;
        connectingCount--;
        // One request hears of each failed attempt: without that the queue would try for ever.
        Pending unlucky = nextInQueue();
        if (unlucky != null) {
            unlucky.receiver()
                    .accept(new Failure(Failure.Cause.UNREACHABLE, String.valueOf(cause.getMessage()), triedNs));
        }
        dispatch();
    }
}
