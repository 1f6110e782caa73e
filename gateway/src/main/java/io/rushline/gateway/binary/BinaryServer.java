package io.rushline.gateway.binary;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.rushline.gateway.auth.KeyLookup;
import io.rushline.gateway.auth.SignedIds;
import io.rushline.gateway.http.PortUnavailableException;
import io.rushline.gateway.limit.Guard;
import io.rushline.gateway.view.Views;
import io.rushline.pipeline.Pipeline;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.agrona.concurrent.SystemEpochClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server of the binary protocol that listens on one address and port.
 *
 * <p>Threading: {@link #close} may be called once, from any thread but an event loop.
 */
public final class BinaryServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BinaryServer.class);
    private static final int BACKLOG = 1024;
    private static final int FIRST_READ_BYTES = 4 * 1024;
    private static final int MAX_READ_BYTES = 64 * 1024;

    private final Session session;
    private final EventLoopGroup eventLoops;
    private final Map<EventExecutor, Lane> lanes = new HashMap<>();
    private final Set<BinaryConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong nextId = new AtomicLong(1);
    private final Channel acceptor;
    private volatile boolean isClosing;

    private BinaryServer(Session session, BinaryFeed feed) throws PortUnavailableException {
        this.session = session;
        boolean isEpoll = Epoll.isAvailable();
        IoHandlerFactory io = isEpoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        eventLoops =
                new MultiThreadIoEventLoopGroup(session.options().eventLoops(), new DefaultThreadFactory("binary"), io);
        for (EventExecutor executor : eventLoops) {
            Lane lane = new Lane((EventLoop) executor, session.onSaleChanged());
            lanes.put(executor, lane);
            feed.atBatchEnd(lane::publish);
        }
        acceptor = listen(isEpoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class);
    }

    /**
     * Listens, and takes commands from now on.
     *
     * @param feed what the pipeline publishes to
     * @param guard limits and locks out, as over HTTP
     * @param onSaleChanged told, on an event loop, of a show whose sale was opened or that was archived; must not wait
     * @throws PortUnavailableException when the port is taken or the address is not one of this machine
     */
    public static BinaryServer start(
            BinaryOptions options,
            BinaryFeed feed,
            Pipeline pipeline,
            Views views,
            SignedIds ids,
            KeyLookup keys,
            Guard guard,
            LongConsumer onSaleChanged)
            throws PortUnavailableException {
        return new BinaryServer(
                new Session(
                        options,
                        keys,
                        guard,
                        ids,
                        pipeline,
                        views,
                        feed.subscriptions(),
                        onSaleChanged,
                        SystemEpochClock.INSTANCE),
                feed);
    }

    /** The port it listens on. */
    public int port() {
        return ((InetSocketAddress) acceptor.localAddress()).getPort();
    }

    /** Connections that are open now. */
    public int connectionCount() {
        return connections.size();
    }

    /** Takes no more connections and commands, and returns when all is answered or the drain timeout is over. */
    @Override
    public void close() {
        isClosing = true;
        acceptor.close().awaitUninterruptibly();
        connections.forEach(BinaryConnection::drain);
        long deadlineNs = System.nanoTime() + session.options().drainTimeout().toNanos();
        int unfinished = 0;
        for (BinaryConnection connection : connections) {
            long leftNs = Math.max(1, deadlineNs - System.nanoTime());
            if (!connection.channel().closeFuture().awaitUninterruptibly(leftNs, TimeUnit.NANOSECONDS)) {
                unfinished++;
            }
        }
        if (unfinished > 0) {
            LOG.warn("{} binary connections are closed before they are answered", unfinished);
        }
        connections.forEach(connection -> connection.channel().close().awaitUninterruptibly());
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private Channel listen(Class<? extends ServerChannel> type) throws PortUnavailableException {
        BinaryOptions options = session.options();
        int high = options.maxUnsentBytes();
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(eventLoops)
                .channel(type)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(high / 4, high))
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(512, FIRST_READ_BYTES, MAX_READ_BYTES).maxMessagesPerRead(1))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                });
        ChannelFuture bound = bootstrap.bind(options.bind(), options.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
            throw new PortUnavailableException(options.bind(), options.port(), bound.cause());
        }
        return bound.channel();
    }

    private void accept(Channel channel) {
        Lane lane = lanes.get(channel.eventLoop());
        int max = session.options().maxConnections();
        int open = connections.size();
        if (lane == null || isClosing || open >= 2L * max) {
            channel.close().addListener(Ignored.RESULT);
            return;
        }
        BinaryConnection connection =
                new BinaryConnection(nextId.getAndIncrement(), channel, lane, session, open >= max);
        connections.add(connection);
        channel.closeFuture().addListener(closed -> connections.remove(connection));
        lane.add(connection);
        channel.pipeline().addLast(connection);
    }
}
