package io.rushline.loadtest.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends requests to one server over a bounded number of connections.
 *
 * <p>Long polls have connections of their own: a customer who books never stands behind thousands who wait.
 *
 * <p>Threading: one event loop does everything, also what the receivers do. So the load tester takes one core and
 * leaves the others to the server, and nothing in it needs a lock.
 */
public final class WireClient implements AutoCloseable {
    /** Fewer than this can't keep polls and commands apart. */
    public static final int MIN_CONNECTIONS = 2;

    private static final int COMMAND_CONNECTIONS_MAX = 256;
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int QUIET_MS = 0;
    private static final int STOP_MS = 2_000;

    private final EventLoopGroup group;
    private final EventLoop loop;
    private final Pool commands;
    private final Pool polls;
    private boolean isClosed;

    /** A client that splits its connections between commands and polls. */
    public WireClient(Target target, int maxConnections) {
        this(
                target,
                Math.min(COMMAND_CONNECTIONS_MAX, Math.max(1, maxConnections / 4)),
                Math.max(1, maxConnections - Math.min(COMMAND_CONNECTIONS_MAX, Math.max(1, maxConnections / 4))));
    }

    /** A client with so many connections at most for each. */
    public WireClient(Target target, int commandConnections, int pollConnections) {
        boolean epoll = Epoll.isAvailable();
        group = new MultiThreadIoEventLoopGroup(
                1,
                new DefaultThreadFactory("load", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        loop = group.next();
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS);
        commands = new Pool(loop, bootstrap, target, commandConnections);
        polls = new Pool(loop, bootstrap, target, pollConnections);
    }

    /** The same loop, for other connections that shall be on it; closed with this client. */
    public EventLoopGroup loops() {
        return group;
    }

    /** The event loop: receivers run here, and {@link #send} must be called here. */
    public ScheduledExecutorService loop() {
        return loop;
    }

    /** Sends, or queues until a connection is there. The receiver hears exactly once, or not when this is closed. */
    public void send(Request request, Consumer<Outcome> receiver) {
        if (!isClosed) {
            (request.longPoll() ? polls : commands).send(request, outcome -> {
                if (!isClosed) {
                    receiver.accept(outcome);
                }
            });
        }
    }

    /** Sends and waits; never on the event loop. */
    public Outcome await(Request request) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        loop.execute(() -> send(request, outcome::complete));
        return outcome.join();
    }

    /** Commands that were sent or queue for a connection; not the polls. */
    public int commandsInFlightCount() {
        return commands.inFlightCount();
    }

    /** Ends all long polls; their receivers hear {@code CANCELLED}. */
    public void cancelPolls() {
        polls.cancelAll();
    }

    /** Gives up on all that was asked; receivers hear {@code CANCELLED}, and whoever asks now is served. */
    public void cancelAll() {
        commands.cancelAll();
        polls.cancelAll();
    }

    /** Closes all connections; who still waits for an outcome hears nothing more. */
    @Override
    public void close() {
        if (!loop.isShuttingDown()) {
            // Connections that end now are no news of the server.
            loop.submit(() -> isClosed = true).syncUninterruptibly();
        }
        group.shutdownGracefully(QUIET_MS, STOP_MS, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }
}
