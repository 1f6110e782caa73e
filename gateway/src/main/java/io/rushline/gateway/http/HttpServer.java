package io.rushline.gateway.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.rushline.gateway.auth.KeyLookup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP/1.1 server that listens on one address and port and answers with the handlers of a router.
 *
 * <p>Threading: {@link #close} may be called once, from any thread but an event loop.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int BACKLOG = 1024;

    /** What one read may bring is also what may be decoded ahead of the bound on requests in progress. */
    private static final int MAX_READ_BYTES = 16 * 1024;

    private final HttpOptions options;
    private final Admission admission;
    private final EventLoopGroup eventLoops;
    private final Channel acceptor;
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    private HttpServer(HttpOptions options, Router router, Reception reception) throws PortUnavailableException {
        this.options = options;
        this.admission = new Admission(router, reception, options.bodyLimitBytes());
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.eventLoops = new MultiThreadIoEventLoopGroup(options.eventLoops(), new DefaultThreadFactory("http"), io);
        this.acceptor = listen(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class);
    }

    /**
     * Listens, and answers from now on.
     *
     * @throws PortUnavailableException when the port is taken or the address is not one of this machine
     */
    public static HttpServer start(HttpOptions options, Router router, Reception reception)
            throws PortUnavailableException {
        return new HttpServer(options, router, reception);
    }

    /** Listens, and lets everybody in who has one of these keys. */
    public static HttpServer start(HttpOptions options, Router router, KeyLookup keys) throws PortUnavailableException {
        return start(options, router, Reception.of(keys));
    }

    /**
     * Finds out now what {@link #start} would find out after long preparations.
     *
     * @throws PortUnavailableException when the port is taken or the address is not one of this machine
     */
    public static void requireFreePort(HttpOptions options) throws PortUnavailableException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(options.bind(), options.port()), 1);
        } catch (IOException e) {
            throw new PortUnavailableException(options.bind(), options.port(), e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return ((InetSocketAddress) acceptor.localAddress()).getPort();
    }

    /** Connections that are open now. */
    public int connectionCount() {
        return connections.size();
    }

    /**
     * Takes no more connections, answers the requests that are here, and returns when all connections are closed or
     * the drain timeout is over. Timeouts of long polls run early.
     */
    @Override
    public void close() {
        closing = true;
        acceptor.close().awaitUninterruptibly();
        connections.forEach(HttpConnection::drain);
        long deadlineNs = System.nanoTime() + options.drainTimeout().toNanos();
        int unfinished = 0;
        for (HttpConnection connection : connections) {
            long leftNs = Math.max(1, deadlineNs - System.nanoTime());
            if (!connection.channel().closeFuture().awaitUninterruptibly(leftNs, TimeUnit.NANOSECONDS)) {
                unfinished++;
            }
        }
        if (unfinished > 0) {
            LOG.warn("{} connections are closed before their requests are answered", unfinished);
        }
        connections.forEach(connection -> connection.channel().close().awaitUninterruptibly());
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private Channel listen(Class<? extends ServerChannel> type) throws PortUnavailableException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(eventLoops)
                .channel(type)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 2048, MAX_READ_BYTES))
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
        RequestDecoder decoder = new RequestDecoder(options);
        HttpConnection connection = new HttpConnection(channel, options, admission, decoder);
        channel.pipeline().addLast(decoder, new FlowControlHandler(), connection);
        connections.add(connection);
        channel.closeFuture().addListener(closed -> connections.remove(connection));
        int open = connections.size();
        if (closing || open > 2L * options.maxConnections()) {
            channel.close().addListener(FailureLog.LOGGED);
        } else if (open > options.maxConnections()) {
            connection.refuseConnection();
        }
    }
}
