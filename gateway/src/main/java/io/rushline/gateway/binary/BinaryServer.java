package io.rushline.gateway.binary;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.EventExecutor;
import io.rushline.gateway.auth.KeyLookup;
import io.rushline.gateway.auth.SignedIds;
import io.rushline.gateway.limit.Guard;
import io.rushline.gateway.listen.Listener;
import io.rushline.gateway.listen.PortUnavailableException;
import io.rushline.gateway.view.Views;
import io.rushline.pipeline.Pipeline;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.agrona.concurrent.SystemEpochClock;

/**
 * A server of the binary protocol that listens on one address and port.
 *
 * <p>Threading: {@link #close} may be called once, from any thread but an event loop.
 */
public final class BinaryServer implements AutoCloseable {
    private static final int FIRST_READ_BYTES = 4 * 1024;
    private static final int MAX_READ_BYTES = 64 * 1024;

    private final Session session;
    private final Listener listener;
    private final Map<EventExecutor, Lane> lanes = new HashMap<>();
    private final AtomicLong nextId = new AtomicLong(1);

    private BinaryServer(Session session, BinaryFeed feed) throws PortUnavailableException {
        this.session = session;
        listener = new Listener("binary", session.options().listen());
        listener.forEachEventLoop(eventLoop -> {
            Lane lane = new Lane(eventLoop, session.guard(), session.onSaleChanged());
            lanes.put(eventLoop, lane);
            feed.atBatchEnd(lane::publish);
        });
        int high = session.options().maxUnsentBytes();
        ServerBootstrap children = new ServerBootstrap()
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(high / 4, high))
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(512, FIRST_READ_BYTES, MAX_READ_BYTES).maxMessagesPerRead(1));
        listener.listen(children, this::accept);
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
                        new Newcomers(newcomersOf(options)),
                        onSaleChanged,
                        SystemEpochClock.INSTANCE),
                feed);
    }

    /** The port it listens on. */
    public int port() {
        return listener.port();
    }

    /** Connections that are open now. */
    public int connectionCount() {
        return listener.connectionCount();
    }

    /** Takes no more connections and commands, and returns when all is answered or the drain timeout is over. */
    @Override
    public void close() {
        listener.close();
    }

    /** An eighth of all connections; a few in any case, so that clients may come back together. */
    private static int newcomersOf(BinaryOptions options) {
        return Math.max(16, options.listen().maxConnections() / 8);
    }

    private void accept(Channel channel, boolean isOneTooMany) {
        Lane lane = lanes.get(channel.eventLoop());
        InetAddress address = Listener.addressOf(channel.remoteAddress());
        if (lane == null || !session.newcomers().enter(address)) {
            channel.close().addListener(Ignored.RESULT);
            return;
        }
        BinaryConnection connection =
                new BinaryConnection(nextId.getAndIncrement(), channel, lane, session, isOneTooMany);
        lane.add(connection);
        channel.pipeline().addLast(connection);
        listener.add(connection);
    }
}
