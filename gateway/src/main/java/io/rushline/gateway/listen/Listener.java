package io.rushline.gateway.listen;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port that is listened on, with its event loops and the connections that are open: epoll where there is epoll, NIO
 * where not.
 *
 * <p>Threading: {@link #close} may be called once, from any thread but an event loop; {@link #add} from any thread.
 */
public final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /** Linux takes as much of it as {@code net.core.somaxconn} says, 4,096 as a rule. */
    private static final int BACKLOG = 4096;

    /** A reader that does not read would else be kept megabytes by the kernel, which no bound of ours can see. */
    private static final long MAX_UNSENT_BYTES = 128 * 1024;

    private static final long PORT_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final InetAddress UNSPECIFIED = new InetSocketAddress(0).getAddress();

    private final String name;
    private final ListenOptions options;
    private final Descriptors descriptors;
    private final boolean isEpoll = Epoll.isAvailable();
    private final EventLoopGroup eventLoops;
    private final Map<Channel, OpenConnection> connections = new ConcurrentHashMap<>();
    private @Nullable Channel acceptor;
    private volatile boolean isClosing;

    /** Takes connections that were accepted; on their event loops. */
    @FunctionalInterface
    public interface Intake {
        /**
         * Puts handlers into a channel's pipeline, and may {@link #add} its connection.
         *
         * @param isOneTooMany whether it is to be refused: too many are open, in all or from its address
         */
        void accept(Channel channel, boolean isOneTooMany);
    }

    /** @param name of the threads */
    public Listener(String name, ListenOptions options) {
        this(name, options, Descriptors.OF_PROCESS);
    }

    Listener(String name, ListenOptions options, Descriptors descriptors) {
        this.name = name;
        this.options = options;
        this.descriptors = descriptors;
        eventLoops = new MultiThreadIoEventLoopGroup(
                options.eventLoops(),
                new DefaultThreadFactory(name),
                isEpoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    /**
     * Finds out now what {@link #listen} would find out after long preparations.
     *
     * @throws PortUnavailableException when the port is taken or the address is not one of this machine
     */
    public static void requireFreePort(ListenOptions options) throws PortUnavailableException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(options.bind(), options.port()), 1);
        } catch (IOException e) {
            throw new PortUnavailableException(options.bind(), options.port(), e);
        }
    }

    public ListenOptions options() {
        return options;
    }

    /** Does something with each event loop. */
    public void forEachEventLoop(Consumer<EventLoop> action) {
        for (EventExecutor executor : eventLoops) {
            action.accept((EventLoop) executor);
        }
    }

    /**
     * Listens from now on, or once the port can be had, within the {@link ListenOptions#portPatience}.
     *
     * @param children says how accepted channels are set up; what all servers share is added
     * @param intake takes what is accepted
     * @throws PortUnavailableException when the port is taken or the address is not one of this machine; all is closed
     */
    public void listen(ServerBootstrap children, Intake intake) throws PortUnavailableException {
        if (isEpoll) {
            children.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, MAX_UNSENT_BYTES);
        }
        children.group(eventLoops)
                .channel(isEpoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (descriptors.take()) {
                            channel.closeFuture().addListener(closed -> descriptors.giveBack());
                            admit(channel, intake);
                        } else {
                            close(channel, "no file descriptor for it");
                        }
                    }
                });
        ChannelFuture bound = bindPatiently(children);
        if (!bound.isSuccess()) {
            endEventLoops();
            throw new PortUnavailableException(options.bind(), options.port(), bound.cause());
        }
        acceptor = bound.channel();
    }

    private ChannelFuture bindPatiently(ServerBootstrap children) {
        long startedNs = System.nanoTime();
        while (true) {
            ChannelFuture bound = children.bind(options.bind(), options.port()).awaitUninterruptibly();
            boolean isTriedAgain =
                    System.nanoTime() - startedNs < options.portPatience().toNanos();
            if (bound.isSuccess() || !isTriedAgain) {
                return bound;
            }
            LockSupport.parkNanos(PORT_PAUSE_NS);
        }
    }

    private void admit(Channel channel, Intake intake) {
        Doorkeeper doorkeeper = options.doorkeeper();
        InetAddress address = addressOf(channel.remoteAddress());
        Doorkeeper.Entry entry = doorkeeper.enter(address);
        channel.closeFuture().addListener(closed -> doorkeeper.leave(address, entry));
        int count = connections.size();
        if (isClosing || count >= 2L * options.maxConnections() || entry == Doorkeeper.Entry.CLOSED) {
            close(channel, "too many");
        } else {
            intake.accept(channel, count >= options.maxConnections() || entry == Doorkeeper.Entry.REFUSED);
        }
    }

    /** A connection's address, or the unspecified one, which is nobody's, when it is not known any more. */
    public static InetAddress addressOf(@Nullable SocketAddress peer) {
        // A client may be gone before anybody asks who it was. It must not pass for a proxy on this machine.
        return peer instanceof InetSocketAddress known ? known.getAddress() : UNSPECIFIED;
    }

    private static void close(Channel channel, String why) {
        channel.close().addListener(closed -> LOG.debug("connection closed at once: {}", why));
    }

    /** The port that is listened on. */
    public int port() {
        if (acceptor == null) {
            throw new IllegalStateException("nobody listens yet");
        }
        return ((InetSocketAddress) acceptor.localAddress()).getPort();
    }

    /** Connections that are open now. */
    public int connectionCount() {
        return connections.size();
    }

    /** Counts a connection until its channel is closed; one of the same channel is replaced. */
    public void add(OpenConnection connection) {
        Channel channel = connection.channel();
        if (connections.put(channel, connection) == null) {
            channel.closeFuture().addListener(closed -> connections.remove(channel));
        }
        if (isClosing) {
            connection.drain();
        }
    }

    /** In one task, so that no connection goes on as before when another of its event loop has ended. */
    private void drain(EventLoop eventLoop) {
        for (OpenConnection connection : connections.values()) {
            if (connection.channel().eventLoop() == eventLoop) {
                connection.drain();
            }
        }
    }

    /** Takes no more connections, and returns when all are drained or the drain timeout is over. */
    @Override
    public void close() {
        isClosing = true;
        if (acceptor != null) {
            acceptor.close().awaitUninterruptibly();
        }
        connections.keySet().stream()
                .map(Channel::eventLoop)
                .distinct()
                .forEach(eventLoop -> eventLoop.execute(() -> drain(eventLoop)));
        long deadlineNs = System.nanoTime() + options.drainTimeout().toNanos();
        int unfinished = 0;
        for (Channel channel : connections.keySet()) {
            long leftNs = Math.max(1, deadlineNs - System.nanoTime());
            if (!channel.closeFuture().awaitUninterruptibly(leftNs, TimeUnit.NANOSECONDS)) {
                unfinished++;
            }
        }
        if (unfinished > 0) {
            LOG.warn("{} connections of {} are closed before all is answered", unfinished, name);
        }
        List<Channel> left = List.copyOf(connections.keySet());
        left.forEach(Listener::cutOff);
        left.forEach(channel -> channel.closeFuture().awaitUninterruptibly());
        endEventLoops();
    }

    /**
     * Ends a connection whose time to end by itself is over. TLS and HTTP/2 would say so first, and wait seconds for a
     * client that does not read to have read it: so past them, and the whole pipeline.
     */
    private static void cutOff(Channel channel) {
        channel.eventLoop().execute(() -> channel.unsafe().close(channel.voidPromise()));
    }

    private void endEventLoops() {
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
